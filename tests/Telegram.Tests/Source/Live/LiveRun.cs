using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source.Live;

/// <summary>A source that follows, read until the test has what it wants.</summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<ItemGroup> _groups;

    private LiveRun(TelegramSource source, string? cursor)
    {
        Source = source;
        Cursor = cursor;
        _groups = source.DiscoverAsync(cursor, _stop.Token).GetAsyncEnumerator(CancellationToken.None);
    }

    public TelegramSource Source { get; }

    /// <summary>What a ledger would have remembered.</summary>
    public string? Cursor { get; private set; }

    public static async Task<LiveRun> StartAsync(TelegramSourceOptions options, string? cursor = null, TimeProvider? time = null)
        => new(await Pool.ConnectAsync(options with { Live = true }, new PluginContext { Time = time ?? TimeProvider.System }), cursor);

    public async Task<ItemGroup> NextAsync()
    {
        Assert.True(await _groups.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)));
        Cursor = _groups.Current.Cursor ?? Cursor;
        return _groups.Current;
    }

    /// <summary>The ids of the messages of the next groups, group by group: <c>5</c>, <c>6+7+8</c>; records with what they are.</summary>
    public async Task<List<string>> NextAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count) texts.Add(TextOf(await NextAsync()));
        return texts;
    }

    public static string TextOf(ItemGroup group) => string.Join('+', group.Items.Select(item => item["message_id"].Integer)) + (group.Items[0]["event"].Text is { } what ? $" {what}" : "");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _groups.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // a test failed while it waited for the next group; its own message counts
        }
        await Source.DisposeAsync();
        _stop.Dispose();
    }
}
