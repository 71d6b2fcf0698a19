using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>
/// The accounts of a pipeline. Each signs in and finds the chats by itself; one that cannot is named and left out: of a chat it does not see, and
/// of the run when it sees none.
/// </summary>
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
    /// <exception cref="ChatUnseenException">No account sees it.</exception>
    /// <exception cref="FailureException">No account can look now.</exception>
    public async Task<AccountChat> FindAsync(string text, Func<TelegramAccount, CancellationToken, Task<AccountChat>> find, CancellationToken cancel)
        => (await FindAllAsync(text, find, cancel))[0].Chat;

    /// <summary>As <see cref="FindAsync"/>; the chat as every account has it that sees it now.</summary>
    public async Task<IReadOnlyList<(TelegramAccount Account, AccountChat Chat)>> FindAllAsync(string text, Func<TelegramAccount, CancellationToken, Task<AccountChat>> find, CancellationToken cancel)
    {
        var sights = await SeeAsync(text, find, cancel);
        var key = sights.First(sight => sight.Chat is not null).Chat!.Key;
        foreach (var (account, problem) in sights.Where(sight => sight.IsLater).Select(sight => (sight.Account, sight.Problem)))
        {
            // Of a private chat nobody else can list what this account has in it.
            if (key.Sort == ChatSort.Person) log.LogWarning("{Account} takes no part in {Chat} in this run: {Problem}", account.Name, text, problem);
            else account.Expect(key, stop => find(account, stop));
        }
        return [.. sights.Where(sight => sight.Chat is not null).Select(sight => (sight.Account, sight.Chat!))];
    }

    /// <summary>
    /// Whether an account may fetch from a chat; true for a chat that this run has not met, which each looks for when it is asked. A chat that only
    /// accounts see which are closed now waits for them.
    /// </summary>
    public bool Sees(Lane lane, ChatKey chat)
        => Array.Find(_accounts, account => account.Lane == lane) is not { } own || own.Sees(chat) || !Array.Exists(_accounts, account => account.Sees(chat));

    /// <summary>Whether a lane is that of an account; true for all when no account that is open is, so that one of them says so.</summary>
    public bool IsOwner(Lane lane, long user)
        => Array.Find(_accounts, account => account.Lane == lane) is not { } own || own.Client.UserId == user || !Array.Exists(_accounts, account => account.Client.UserId == user);

    /// <summary>Closes the lanes of accounts that see none of the chats, now that each was looked for.</summary>
    public void LeaveOutBlind()
    {
        foreach (var account in _accounts.Where(account => account.Lane.Condition.IsOpen && account.IsBlind))
        {
            log.LogWarning("{Account} is left out: it sees none of the chats", account.Name);
            account.Close(string.Join("; ", account.Unseen.Select(unseen => $"cannot see {unseen}")));
        }
    }

    /// <summary>
    /// What an error means that an account met in a chat. A chat it does not see is left to the accounts that do, and its lane goes on with the
    /// others it sees, if there are any; where no account sees the chat, what is in it fails.
    /// </summary>
    public Exception Judge(TelegramAccount account, ChatKey chat, Exception error)
    {
        if (!ServiceFailures.IsUnseen(error)) return account.Judge(error);
        account.Lose(chat, error.Message);
        var reason = $"{account.Name} cannot see the chat: {error.Message}";
        // What an account counts for itself no other can fetch.
        if (!chat.IsPerAccount && _accounts.Any(other => other != account && other.Lane.Condition.IsOpen && other.Sees(chat))) return account.LeaveTo(reason, error);
        return new FailureException(FailureKind.Permanent, $"{reason}. No other account that can work now sees it.", error);
    }

    /// <summary>Ends the export sessions: nothing is left to be asked in them.</summary>
    public Task FinishExportsAsync(CancellationToken cancel) => Task.WhenAll(_accounts.Select(account => account.Takeout?.FinishAsync(cancel) ?? Task.CompletedTask));

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

    private async Task<IReadOnlyList<Sight>> SeeAsync(string text, Func<TelegramAccount, CancellationToken, Task<AccountChat>> find, CancellationToken cancel)
    {
        var sights = await Task.WhenAll(_accounts.Where(account => account.Lane.Condition.IsOpen).Select(account => SeeAsync(account, find, cancel)));
        if (!sights.Any(sight => sight.Chat is not null))
        {
            var problem = $"{text}: {string.Join("; ", sights.Select(sight => sight.Problem))}.";
            if (sights.Any(sight => sight.IsLater)) throw new FailureException(FailureKind.Transient, problem);
            // Only with an account left is the chat to blame.
            throw sights.Any(sight => sight.Account.Lane.Condition.IsOpen) ? new ChatUnseenException(problem) : new FailureException(FailureKind.Permanent, problem);
        }
        foreach (var sight in sights.Where(sight => sight is { Chat: null, IsLater: false }))
        {
            log.LogWarning("{Account} takes no part in {Chat}: {Problem}", sight.Account.Name, text, sight.Problem);
            sight.Account.Unseen.Add($"{text}: {sight.Problem}");
        }
        return sights;
    }

    private static async Task<Sight> SeeAsync(TelegramAccount account, Func<TelegramAccount, CancellationToken, Task<AccountChat>> find, CancellationToken cancel)
    {
        try
        {
            var chat = await find(account, cancel);
            account.Add(chat);
            return new(account, chat, null, IsLater: false);
        }
        catch (Exception unseen) when (ServiceFailures.IsUnseen(unseen))
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
