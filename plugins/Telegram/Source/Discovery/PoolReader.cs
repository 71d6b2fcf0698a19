using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Source.Opening;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>
/// Asks for pages of messages on whichever account can answer: the first of the pipeline that sees the chat and need not wait. What it gets
/// is put on that account's shelf, so that its files need no second question.
/// </summary>
internal sealed class PoolReader(AccountPool pool, FoundIdsOfChats found, TimeProvider time)
{
    public Task<MessagePage> AboveAsync(Selection selection, int id, CancellationToken cancel)
        => ListAsync(selection, (account, chat) => account.History.AboveAsync(chat.Peer, id, selection.Thread, cancel), cancel);

    public Task<MessagePage> BelowAsync(Selection selection, int id, CancellationToken cancel)
        => ListAsync(selection, (account, chat) => account.History.BelowAsync(chat.Peer, id, selection.Thread, cancel), cancel);

    /// <summary>Asks anything about a chat on an account that sees it.</summary>
    /// <exception cref="ChatUnseenException">No account sees it any more.</exception>
    /// <exception cref="FailureException">No account can answer now; the kind says whether one will.</exception>
    public async Task<TResult> AskAsync<TResult>(ChatScene scene, Func<TelegramAccount, AccountChat, Task<TResult>> ask, CancellationToken cancel)
    {
        Exception? last = null;
        foreach (var account in Candidates(scene))
        {
            try
            {
                return await ask(account, await account.ChatAsync(scene.Key, cancel));
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                var judged = pool.Judge(account, scene.Key, error);
                if (!ServiceFailures.IsUnseen(error) && judged is not FailureException { Kind: FailureKind.Blocked or FailureKind.Throttled }) throw judged == error ? error : judged;
                // A chat it does not see it will not see later either.
                var failure = ServiceFailures.IsUnseen(error) ? new FailureException(FailureKind.Blocked, judged.Message, error) : (FailureException)judged;
                // One that may be asked again later counts more than one that is gone.
                if (last is not FailureException { Kind: FailureKind.Throttled } waits || (failure.Kind == FailureKind.Throttled && failure.RetryAfter < waits.RetryAfter)) last = failure;
            }
        }
        if (last is FailureException { Kind: FailureKind.Throttled }) throw last;
        var problem = $"{scene.Chat.Title}: no account is left that can list it. {last?.Message}";
        throw IsLost(scene) ? new ChatUnseenException(problem) : new FailureException(FailureKind.Permanent, problem, last);
    }

    private async Task<MessagePage> ListAsync(Selection selection, Func<TelegramAccount, AccountChat, Task<MessagePage>> ask, CancellationToken cancel)
        => await AskAsync(selection.AskedAt ?? selection.Scene, async (account, chat) =>
        {
            var page = await ask(account, chat);
            var owner = selection.AskedAt is null ? chat : await account.ChatAsync(selection.Scene.Key, cancel);
            account.Shelf(owner, found.Of(owner.Key, account)).Put(page);
            return page;
        }, cancel);

    private bool IsLost(ChatScene scene) => !(scene.Only?.Sees(scene.Key) ?? pool.Accounts.Any(account => account.Sees(scene.Key)));

    private IEnumerable<TelegramAccount> Candidates(ChatScene scene)
    {
        var now = time.GetUtcNow();
        return pool.Accounts
            .Where(account => account.Lane.Condition.IsOpen && (scene.Only is { } only ? account == only : account.Sees(scene.Key)))
            .OrderBy(account => account.Lane.Condition.WaitingUntil is { } until && until > now);
    }
}
