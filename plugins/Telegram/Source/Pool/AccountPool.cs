using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>The accounts of a pipeline. Each signs in and finds the chats by itself; one that cannot is named, and its lane is closed.</summary>
internal sealed class AccountPool(IReadOnlyList<Lane> lanes, AccountOpener opener, ILogger log) : IAsyncDisposable
{
    private TelegramAccount[] _accounts = [];

    /// <summary>The accounts that could be opened, in the order the pipeline names them.</summary>
    public IReadOnlyList<TelegramAccount> Accounts => _accounts;

    /// <summary>Opens every account that can be used.</summary>
    /// <exception cref="FailureException">None can.</exception>
    public async Task OpenAsync(CancellationToken cancel)
    {
        var opened = await Task.WhenAll(lanes.Select((lane, index) => TryOpenAsync(index, lane, cancel)));
        _accounts = [.. opened.Select(one => one.Account).OfType<TelegramAccount>()];
        if (_accounts.Length > 0) return;
        var failures = opened.Select(one => one.Failure!).ToList();
        // When a later attempt may cure one of them, it may cure the run.
        throw failures.FirstOrDefault(one => one.Kind is FailureKind.Transient or FailureKind.Throttled)
            ?? new FailureException(FailureKind.Permanent, string.Join(" ", failures.Select(one => one.Message)));
    }

    /// <summary>The account of a lane.</summary>
    /// <exception cref="FailureException">It could not be opened.</exception>
    public TelegramAccount Of(Lane lane)
        => Array.Find(_accounts, account => account.Lane == lane) ?? throw new FailureException(FailureKind.Blocked, lane.Condition.Reason ?? $"{lane.Name} is not open");

    /// <summary>Lets every account find a chat. One that cannot see it is named and left out; one that has to wait looks later.</summary>
    /// <returns>The chat, by the first account that sees it.</returns>
    /// <exception cref="FailureException">No account sees it.</exception>
    public async Task<AccountChat> ResolveAsync(ChatName name, CancellationToken cancel)
    {
        var sights = await SeeAsync(name.Text, account => account.Resolver.ResolveAsync(name, cancel), cancel);
        var chat = sights.First(sight => sight.Chat is not null).Chat!;
        foreach (var sight in sights.Where(sight => sight.IsLater)) sight.Account.Expect(chat.Key, name);
        return chat;
    }

    /// <summary>Lets every account find a chat that another one leads to.</summary>
    /// <exception cref="FailureException">No account sees it.</exception>
    public async Task<AccountChat> FollowAsync(string text, Func<TelegramAccount, Task<AccountChat>> follow, CancellationToken cancel)
        => (await SeeAsync(text, follow, cancel)).First(sight => sight.Chat is not null).Chat!;

    public async ValueTask DisposeAsync()
    {
        foreach (var account in _accounts) await account.DisposeAsync();
    }

    private async Task<(TelegramAccount? Account, FailureException? Failure)> TryOpenAsync(int index, Lane lane, CancellationToken cancel)
    {
        try
        {
            return (await opener.OpenAsync(index, lane, cancel), null);
        }
        catch (FailureException failure)
        {
            log.LogWarning("{Account} is left out: {Reason}", lane.Name, failure.Message);
            lane.Close(failure.Message);
            return (null, failure);
        }
    }

    private async Task<IReadOnlyList<Sight>> SeeAsync(string text, Func<TelegramAccount, Task<AccountChat>> find, CancellationToken cancel)
    {
        var sights = await Task.WhenAll(_accounts.Where(account => account.Lane.Condition.IsOpen).Select(account => SeeAsync(account, find, cancel)));
        if (!sights.Any(sight => sight.Chat is not null))
        {
            var kind = sights.Any(sight => sight.IsLater) ? FailureKind.Transient : FailureKind.Permanent;
            throw new FailureException(kind, $"{text}: {string.Join("; ", sights.Select(sight => sight.Problem))}.");
        }
        foreach (var sight in sights.Where(sight => sight is { Chat: null, IsLater: false }))
        {
            log.LogWarning("{Account} is left out: it cannot see {Chat}: {Problem}", sight.Account.Name, text, sight.Problem);
            sight.Account.Close($"cannot see {text}: {sight.Problem}");
        }
        return sights;
    }

    private static async Task<Sight> SeeAsync(TelegramAccount account, Func<TelegramAccount, Task<AccountChat>> find, CancellationToken cancel)
    {
        try
        {
            var chat = await find(account);
            account.Add(chat);
            return new(account, chat, null, IsLater: false);
        }
        catch (ChatUnseenException unseen)
        {
            return new(account, null, $"{account.Name}: {unseen.Message}", IsLater: false);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && account.Judge(error) is FailureException failure)
        {
            return new(account, null, failure.Message, IsLater: failure.Kind is FailureKind.Transient or FailureKind.Throttled);
        }
    }

    /// <summary>What an account sees of a chat.</summary>
    /// <param name="IsLater">It has to wait before it can look.</param>
    private sealed record Sight(TelegramAccount Account, AccountChat? Chat, string? Problem, bool IsLater);
}
