using System.Collections.Concurrent;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Where idle workers wait. A worker parks, looks once more for work, and only then waits; whoever adds work wakes one. So no wake-up is lost
/// and no lock is shared by workers that have work.
/// </summary>
internal sealed class ParkingLot
{
    private readonly ConcurrentQueue<TaskCompletionSource> _parked = new();

    /// <summary>Takes a place. The caller looks for work again, then either awaits it or <see cref="Leave"/>s.</summary>
    public TaskCompletionSource Park()
    {
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _parked.Enqueue(place);
        return place;
    }

    /// <summary>Gives up a place; a wake-up that had already come to it goes to the next.</summary>
    public void Leave(TaskCompletionSource place)
    {
        if (!place.TrySetCanceled())
            WakeOne();
    }

    public void WakeOne()
    {
        while (_parked.TryDequeue(out var place))
        {
            if (place.TrySetResult())
                return;
        }
    }

    public void WakeAll()
    {
        // Those who park while this runs look for work themselves: only the ones here now need waking.
        for (var count = _parked.Count; count > 0 && _parked.TryDequeue(out var place); count--)
            place.TrySetResult();
    }
}
