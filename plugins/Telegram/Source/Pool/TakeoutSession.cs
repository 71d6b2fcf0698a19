using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>
/// The export session of an account: begun, or the one an earlier run could not finish. Telegram may want its owner to confirm it first; that
/// is waited for where everybody sees it, and an account whose owner does not is not used without.
/// </summary>
internal sealed class TakeoutSession(string name, ITakeoutClient client, AccountState state, Action save, ILogger log)
{
    // Confirming is quick where somebody looks at the phone, and asking is cheap.
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30), Farewell = TimeSpan.FromSeconds(10);

    /// <param name="patience">How long the owner has to confirm.</param>
    /// <param name="onWait">Told how long is waited, and for what.</param>
    /// <exception cref="FailureException">It was not confirmed in time.</exception>
    public async Task BeginAsync(TimeSpan patience, Action<TimeSpan, string> onWait, CancellationToken cancel)
    {
        client.Takeout = state.Takeout;
        if (state.Takeout != 0 && await IsGoodAsync(cancel)) return;
        client.Takeout = 0;
        for (var begun = client.Time.GetTimestamp(); ;)
        {
            try
            {
                var made = await client.InvokeAsync(new AccountInitTakeoutSession { MessageUsers = true, MessageChats = true, MessageMegagroups = true, MessageChannels = true, Files = true, FileMaxSize = long.MaxValue }, cancel);
                Remember(made.Id);
                return;
            }
            catch (FloodWaitException delay) when (delay.Name.StartsWith("TAKEOUT_INIT_DELAY_", StringComparison.Ordinal))
            {
                var left = patience - client.Time.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero)
                    throw new FailureException(FailureKind.Permanent, $"{name}: the export was not confirmed within {patience}. Confirm it in an official app and run again within {delay.Wait}, or at any time after that.", delay);
                var pause = new[] { AskAgain, delay.Wait, left }.Min();
                log.LogWarning("{Account} waits: Telegram releases an export in {Delay}, or as soon as it is confirmed in an official app (in the chat with Telegram). Asking again in {Pause}", name, delay.Wait, pause);
                onWait(pause, "the export has to be confirmed in an official app");
                await Task.Delay(pause, client.Time, cancel);
            }
        }
    }

    /// <summary>Tells the service that the export is complete; one that is not, or cannot be finished now, stays open for the next run.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        if (client.Takeout == 0) return;
        using var limit = new CancellationTokenSource(Farewell, client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await client.InvokeAsync(new AccountFinishTakeoutSession { Success = true }, either.Token);
        }
        catch (Exception unfinished) when (unfinished is RpcException or Transport.ConnectionLostException or OperationCanceledException)
        {
            log.LogWarning("{Account}: the export could not be finished: {Reason}", name, unfinished.Message);
            // Only the service's own word says that there is nothing to go on with.
            if (unfinished is not RpcException { Name: var word } || !word.StartsWith("TAKEOUT_", StringComparison.Ordinal)) return;
        }
        Remember(0);
    }

    private async Task<bool> IsGoodAsync(CancellationToken cancel)
    {
        try
        {
            await client.InvokeAsync(new MessagesGetDialogs { OffsetPeer = new InputPeerEmpty(), Limit = 1 }, cancel);
            return true;
        }
        catch (RpcException over) when (over.Name.StartsWith("TAKEOUT_", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private void Remember(long id)
    {
        (client.Takeout, state.Takeout) = (id, id);
        save();
    }
}
