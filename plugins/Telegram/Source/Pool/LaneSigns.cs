using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Rpc;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>What an account's lane shows of its waits and its end. A closed lane stays closed, a longer wait is not cut by a shorter one.</summary>
/// <param name="longestWait">An account that is asked to wait longer is given up for this run.</param>
internal sealed class LaneSigns(Lane lane, TimeSpan longestWait, TimeProvider time)
{
    // Accounts that were told to wait at the same moment need not come back at the same moment.
    private const double MostJitter = 0.1;

    private readonly Lock _lock = new();

    public void Wait(WaitNotice notice) => Wait(notice.Wait, $"{notice.Reason} on data centre {notice.Dc}");

    /// <summary>Waits a little longer than asked for, or closes the lane when that would take too long.</summary>
    public void Wait(TimeSpan wait, string reason)
    {
        lock (_lock)
        {
            if (wait > longestWait) Close($"{reason}: longer than stop_account_after ({longestWait})");
            var until = time.GetUtcNow() + (wait * (1 + (Random.Shared.NextDouble() * MostJitter)));
            if (lane.Condition is { IsOpen: true } now && !(now.WaitingUntil >= until)) lane.Wait(until, reason);
        }
    }

    public void Close(string reason)
    {
        lock (_lock)
            if (lane.Condition.IsOpen) lane.Close(reason);
    }
}
