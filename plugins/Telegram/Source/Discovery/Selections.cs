using System.Globalization;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>From the chats and ranges of the options to what is walked through, in the pipeline's order.</summary>
internal sealed class Selections(TelegramSourceOptions options, AccountPool pool, PoolReader reader)
{
    private readonly string _kinds = options.Media.Aggregate(0, (bits, kind) => bits | (1 << (int)kind)).ToString("x", CultureInfo.InvariantCulture);

    public IReadOnlyList<Selection> All { get; private set; } = [];

    /// <summary>Finds every chat, on every account.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        var all = new List<Selection>();
        foreach (var text in options.Chats)
        {
            var chat = await pool.ResolveAsync(ChatName.Of(text), cancel);
            var scene = new ChatScene(chat, Only: chat.Key.IsGroup ? pool.Accounts.First(account => account.Lane.Condition.IsOpen) : null);
            if (await SelectAsync(scene, cancel) is { } selection) all.Add(selection);
        }
        All = [.. all.DistinctBy(selection => selection.Key)];
    }

    private async Task<Selection?> SelectAsync(ChatScene scene, CancellationToken cancel)
    {
        var from = options.Since is { } since ? await FirstSinceAsync(scene, since, cancel) : 1;
        var until = options.Until is { } end ? await FirstSinceAsync(scene, end, cancel) : null;
        // Nothing that late was sent yet.
        if (from is null) return null;
        return new Selection(
            string.Create(CultureInfo.InvariantCulture, $"{scene.IdPrefix}~{_kinds}"), scene, Math.Max(from.Value, options.FromId ?? 1), Math.Min(until - 1 ?? int.MaxValue, options.ToId ?? int.MaxValue));
    }

    private Task<int?> FirstSinceAsync(ChatScene scene, DateTimeOffset moment, CancellationToken cancel)
        => reader.AskAsync(scene, (account, chat) => account.History.FirstSinceAsync(chat.Peer, moment, cancel), cancel);
}
