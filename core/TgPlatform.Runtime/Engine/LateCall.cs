using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// A commit, or a removal, that was left alone. Until it has ended nothing else is begun for its item in its sink, and a commit that succeeds after all
/// counts: its content is neither stored twice nor forgotten.
/// </summary>
internal sealed class LateCall
{
    private readonly RunParts _parts;
    private readonly Work _work;
    private readonly ActiveDelivery _active;
    private readonly Task _call;
    private readonly ContentSeal? _seal;
    private int _isTold;

    /// <summary>Keeps an eye on a call.</summary>
    /// <param name="seal">What it was to commit; null when it was another call.</param>
    public LateCall(RunParts parts, Work work, ActiveDelivery active, Task call, ContentSeal? seal)
    {
        (_parts, _work, _active, _call, _seal) = (parts, work, active, call, seal);
        Ended = EndAsync();
    }

    /// <summary>Ends when the call has, and its delivery is closed.</summary>
    public Task Ended { get; }

    /// <summary>What a commit came to; null when it failed, or was none.</summary>
    public (Receipt Receipt, ContentSeal Seal)? Committed => _seal is not null && _call is Task<Receipt> { IsCompletedSuccessfully: true } commit ? (commit.Result, _seal) : null;

    /// <summary>When its item has been given up meanwhile, the ledger learns all the same that its content is there.</summary>
    public void TellWhenGivenUp()
    {
        if (_active.Progress.Step != SinkStep.Dead || Committed is not { } committed || Interlocked.Exchange(ref _isTold, 1) != 0)
            return;
        try
        {
            _parts.Ledger.EndDelivery(_work.Item.Id, _active.Slot.Name, committed.Receipt, committed.Seal);
            _parts.Observer.On(new Notice(_parts.Time.GetUtcNow(), $"{_active.Slot.Name} has committed '{committed.Receipt.Name}' after all, when its item had been given up"));
        }
        catch (Exception failure) when (failure is ObjectDisposedException or Ledgers.LedgerException)
        {
            // The run is over, or ends because of its ledger: the next one finds the content as after a kill between commit and ledger.
        }
    }

    private async Task EndAsync()
    {
        await _call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TellWhenGivenUp();
        if (_seal is not null && Committed is null && _active.Progress.Step == SinkStep.Dead)
            await AbandonAsync();
        await _parts.CloseAsync(_active.Delivery, _active.Slot.Name, _active.Name);
    }

    private async Task AbandonAsync()
    {
        try
        {
            await _parts.AbandonAsync(_active, CancellationToken.None);
        }
        catch (Exception failure)
        {
            _parts.Observer.On(new Notice(_parts.Time.GetUtcNow(), $"{_active.Slot.Name} could not remove what is left of '{_active.Name}': {Retries.Failures.Reason(failure)}"));
        }
    }
}
