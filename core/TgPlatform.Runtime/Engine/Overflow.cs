using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Keeps what waits for a paused sink from filling the memory while the other sinks go on: beyond a number of waiting items the next one is
/// put down in the ledger, and taken up again, in order, as soon as fewer wait.
/// </summary>
/// <param name="parts">Ledger and settings.</param>
/// <param name="waiting">How many items wait for their next attempt.</param>
/// <param name="takeUp">Goes on with items that were put down; says how many of them did not end at once.</param>
/// <param name="giveUp">Ends the run: without its memory it must not go on.</param>
/// <param name="transit">Hears of those on their way back.</param>
internal sealed class Overflow(RunParts parts, Func<int> waiting, Func<PendingGroup, int> takeUp, Action<string> giveUp, Transit transit) : IDisposable
{
    private readonly SemaphoreSlim _look = new(0);
    private long _left;
    private int _taken;

    // As far ahead as discovery may be, so far behind may a sink be.
    private readonly int _most = parts.Settings.Window;

    /// <summary>True while items that were put down are about to be taken up.</summary>
    public bool IsTaking => Interlocked.Read(ref _left) > 0 && HasRoom;

    /// <summary>Puts an item down if too many wait already.</summary>
    public bool TryLeave(Work work)
    {
        // Members that wait for this one to end hold discovery up by themselves.
        if (waiting() < _most || (work.Group.KeepsOrder && !work.Group.IsClaimedWhole))
            return false;
        try
        {
            // Counted first: what is read of the ledger has been counted.
            Interlocked.Increment(ref _left);
            parts.Ledger.Leave(work.Item.Id);
        }
        catch (LedgerException failure)
        {
            Interlocked.Decrement(ref _left);
            giveUp(failure.Message);
            return false;
        }

        Ended(work);
        Look();
        return true;
    }

    /// <summary>An item is not held any more.</summary>
    public void Ended(Work work)
    {
        if (!work.WasLeft)
            return;
        Interlocked.Decrement(ref _taken);
        Look();
    }

    /// <summary>Fewer items may be waiting now.</summary>
    public void Look()
    {
        if (Interlocked.Read(ref _left) > 0)
            _look.Release();
    }

    /// <summary>Takes up what was put down, until told to stop: the rest is the next run's.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                while (!IsTaking)
                    await _look.WaitAsync(stop);
                await foreach (var group in parts.Ledger.ReadLeftAsync(stop))
                {
                    while (!HasRoom)
                        await _look.WaitAsync(stop);
                    transit.Leave();
                    Interlocked.Add(ref _left, -group.Group.Items.Count);
                    Interlocked.Add(ref _taken, group.Group.Items.Count);
                    Interlocked.Add(ref _taken, takeUp(group) - group.Group.Items.Count);
                    transit.Arrive();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is still left is pending, as the ledger says.
        }
        catch (Exception failure)
        {
            giveUp(failure is LedgerException ? failure.Message : $"what was put down for a paused sink cannot be taken up again: {Failures.Reason(failure)}");
        }
    }

    public void Dispose() => _look.Dispose();

    // Half of it: what is taken up and has to wait once more must not be put down at once.
    private bool HasRoom => waiting() <= _most / 2 && Volatile.Read(ref _taken) <= _most / 2;
}
