using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Runtime.Engine;

/// <summary>Counts what this run has admitted and ended, and knows when nothing is left.</summary>
internal sealed class RunTally
{
    private readonly TaskCompletionSource<string?> _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] _byFate = new long[Enum.GetValues<ItemFate>().Length];

    // Starts at one for discovery itself, so that a moment without items is not taken for the end.
    private long _open = 1;

    /// <summary>Ends when discovery is over and everything admitted has ended: with null, or with why the run was given up.</summary>
    public Task<string?> AllEnded => _allEnded.Task;

    /// <summary>Ends claiming when the run is given up.</summary>
    public Action StopClaims { get; set; } = static () => { };

    public bool IsDiscoveryOver { get; private set; }

    public LedgerCounts Counts => new(
        Interlocked.Read(ref _open), Of(ItemFate.Done), Of(ItemFate.Filtered), Of(ItemFate.Skipped), Of(ItemFate.Dead));

    public void Admit() => Interlocked.Increment(ref _open);

    public void End(ItemFate fate, bool wasAdmitted)
    {
        if (fate == ItemFate.Pending)
            return;
        Interlocked.Increment(ref _byFate[(int)fate]);
        if (wasAdmitted)
            Close();
    }

    public void EndOfDiscovery()
    {
        IsDiscoveryOver = true;
        Close();
    }

    /// <summary>So many admitted items are left for a later run, or have ended without having been admitted once more.</summary>
    public void Leave(int items)
    {
        for (; items > 0; items--)
            Close();
    }

    /// <summary>The run cannot go on.</summary>
    public void GiveUp(string reason)
    {
        _allEnded.TrySetResult(reason);
        try
        {
            StopClaims();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended a moment ago, and the reason with it.
        }
    }

    private long Of(ItemFate fate) => Interlocked.Read(ref _byFate[(int)fate]);

    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _allEnded.TrySetResult(null);
    }
}
