using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Rpc;

namespace TgPlatform.Plugins.Telegram.Source.Pool;

/// <summary>What an account's lane shows of its waits and its end. A closed lane stays closed, a longer wait is not cut by a shorter one.</summary>
internal sealed class LaneSigns(Lane lane, TimeProvider time)
{
    private readonly Lock _lock = new();

    public void Wait(WaitNotice notice) => Wait(notice.Wait, $"{notice.Reason} on data centre {notice.Dc}");

    public void Wait(TimeSpan wait, string reason)
    {
        lock (_lock)
        {
            var until = time.GetUtcNow() + wait;
            if (lane.Condition is { IsOpen: true } now && !(now.WaitingUntil >= until)) lane.Wait(until, reason);
        }
    }

    public void Close(string reason)
    {
        lock (_lock)
            if (lane.Condition.IsOpen) lane.Close(reason);
    }
}
