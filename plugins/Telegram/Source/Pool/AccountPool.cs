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

    /// <summary>Lets every account find a chat.</summary>
    /// <returns>The chat, by the first account that sees it.</returns>
    /// <exception cref="FailureException">No account sees it.</exception>
    public async Task<AccountChat> ResolveAsync(ChatName name, CancellationToken cancel)
    {
        var found = await Task.WhenAll(_accounts.Where(account => account.Lane.Condition.IsOpen).Select(account => TryResolveAsync(account, name, cancel)));
        var chat = found.Select(one => one.Chat).FirstOrDefault(one => one is not null);
        if (chat is null) throw new FailureException(FailureKind.Permanent, $"{name.Text}: {string.Join("; ", found.Select(one => one.Problem))}.");
        foreach (var (account, _, problem) in found.Where(one => one.Problem is not null))
        {
            log.LogWarning("{Account} is left out: it cannot see {Chat}: {Problem}", account.Name, name.Text, problem);
            account.Close($"cannot see {name.Text}: {problem}");
        }
        return chat;
    }

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

    private static async Task<(TelegramAccount Account, AccountChat? Chat, string? Problem)> TryResolveAsync(TelegramAccount account, ChatName name, CancellationToken cancel)
    {
        try
        {
            var chat = await account.Resolver.ResolveAsync(name, cancel);
            account.Add(chat);
            return (account, chat, null);
        }
        catch (ChatUnseenException unseen)
        {
            return (account, null, $"{account.Name}: {unseen.Message}");
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && account.Judge(error) is FailureException failure)
        {
            if (failure.Kind is FailureKind.Transient or FailureKind.Throttled) throw failure;
            return (account, null, failure.Message);
        }
    }
}
