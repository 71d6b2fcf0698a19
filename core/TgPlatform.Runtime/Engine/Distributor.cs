using System.Threading.Channels;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Collects groups into windows and has the strategy give them to lanes. A window ends when it is full, when discovery has ended, or when
/// discovery has been quiet for a moment or dripping for a little longer: by count wherever possible, so that the same items give the same windows.
/// Once discovery has shown itself slower than that, nothing is kept from a lane that would begin it at once.
/// </summary>
internal sealed class Distributor(
    WorkBoard board, StrategyCall strategy, int window, TimeProvider time, Action<GroupWork, string> undeliverable, Action<GroupWork> leave) : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    // A live source whose items come just faster than that would otherwise be kept waiting until they fill a window.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private readonly Channel<GroupWork> _incoming = Channel.CreateBounded<GroupWork>(new BoundedChannelOptions(window) { SingleReader = true });
    private readonly SemaphoreSlim _room = new(window);

    // A closing lane gives its groups back from another thread; the strategy is promised one thread at a time.
    private readonly Lock _lock = new();
    private readonly List<GroupWork> _homeless = [];
    private TaskCompletionSource? _hunger;
    private bool _isSlow;
    private volatile bool _sawEverything;

    /// <summary>Waits until discovery may be that far ahead, and takes the group.</summary>
    public async ValueTask AddAsync(GroupWork group, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        board.Transit.Leave();
        await _incoming.Writer.WriteAsync(group, cancellationToken);
    }

    /// <summary>A group has been begun whole: discovery may go one further.</summary>
    public void Started(GroupWork group)
    {
        if (group.HasLeftWindow)
            return;
        group.HasLeftWindow = true;
        _room.Release();
    }

    /// <summary>A worker has found nothing to do: what was collected need not wait for more.</summary>
    public void Hungry()
    {
        if (Volatile.Read(ref _hunger) is { } hunger && board.HasRoom)
            hunger.TrySetResult();
    }

    /// <summary>True while discovery cannot go on because nothing it found is begun.</summary>
    public bool IsFull => _room.CurrentCount == 0;

    /// <summary>No more groups will come.</summary>
    /// <param name="isWhole">Whether discovery has seen everything: only then is a lane that was not named gone for good.</param>
    public void Complete(bool isWhole)
    {
        _sawEverything = isWhole;
        _incoming.Writer.TryComplete();
    }

    public void Dispose() => _room.Dispose();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var groups = new List<GroupWork>();
        while (await CollectAsync(groups, cancellationToken))
        {
            var collected = groups.Count;
            groups.InsertRange(0, _homeless);
            _homeless.Clear();
            Distribute(groups);
            groups.Clear();
            board.Transit.Arrive(collected);
        }

        // Left by an earlier run for a lane the source has not named in this one.
        foreach (var group in _homeless.Where(group => !TryGiveToBound(group)))
        {
            if (_sawEverything)
                undeliverable(group, $"its lane '{group.BoundLane}' is not there any more. Bring it back and replay the item, or drop it");
            else
                leave(group);
        }
    }

    /// <summary>Gives groups to lanes, at once.</summary>
    public void Distribute(List<GroupWork> groups)
    {
        lock (_lock)
            DistributeLocked(groups);
    }

    private void DistributeLocked(List<GroupWork> groups)
    {
        var free = new List<GroupWork>(groups.Count);
        foreach (var group in groups)
        {
            if (group.BoundLane is not null)
            {
                if (!TryGiveToBound(group))
                    KeepForItsLane(group);
            }
            else if (board.OnlyClosedFor(group) is { } closed)
            {
                board.Add(closed, [group]);
            }
            else
            {
                free.Add(group);
            }
        }

        if (free.Count > 0)
            Assign(free);
    }

    /// <summary>The source may name the lane later; until then the group must not keep discovery from going on.</summary>
    private void KeepForItsLane(GroupWork group)
    {
        _homeless.Add(group);
        Started(group);
    }

    private bool TryGiveToBound(GroupWork group)
    {
        if (board.Find(group.BoundLane!) is not { } bound)
            return false;
        board.Add(bound, [group]);
        return true;
    }

    private void Assign(List<GroupWork> groups)
    {
        var lanes = board.Lanes.Where(static lane => lane.Lane.Condition.IsOpen).ToList();
        // With every lane closed the groups wait on the first one: it may open again, and the run says why nothing moves.
        if (lanes.Count == 0)
            lanes.Add(board.Lanes[0]);
        var laneOf = strategy.Assign(groups, lanes);
        var given = lanes.ConvertAll(static _ => new List<GroupWork>());
        for (var index = 0; index < groups.Count; index++)
        {
            if (laneOf[index] is { } lane)
                given[lane].Add(groups[index]);
            else
                undeliverable(groups[index], "the strategy gave it to no lane; a strategy must give every group to one");
        }

        for (var lane = 0; lane < lanes.Count; lane++)
            board.Add(lanes[lane], given[lane]);
    }

    private async ValueTask<bool> CollectAsync(List<GroupWork> groups, CancellationToken cancellationToken)
    {
        if (!await _incoming.Reader.WaitToReadAsync(cancellationToken))
            return false;
        var began = time.GetTimestamp();
        while (groups.Count < window)
        {
            while (groups.Count < window && _incoming.Reader.TryRead(out var group))
                groups.Add(group);
            if (groups.Count == window)
            {
                _isSlow = false;
                break;
            }

            if (_isSlow && board.HasRoom)
                break;
            if (!await MoreSoonAsync(Longest - time.GetElapsedTime(began), cancellationToken))
            {
                _isSlow = true;
                break;
            }
        }

        return true;
    }

    private async ValueTask<bool> MoreSoonAsync(TimeSpan left, CancellationToken cancellationToken)
    {
        var more = _incoming.Reader.WaitToReadAsync(cancellationToken).AsTask();
        if (more.IsCompleted)
            return await more;
        if (left <= TimeSpan.Zero)
            return false;
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var silence = Task.Delay(left < Quiet ? left : Quiet, time, quiet.Token);
        var first = _isSlow ? await Task.WhenAny(more, silence, HungerAsync()) : await Task.WhenAny(more, silence);
        await quiet.CancelAsync();
        return first == more && await more;
    }

    /// <summary>Ends when a worker finds nothing to do and a lane has room.</summary>
    private Task HungerAsync()
    {
        var hunger = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _hunger, hunger);
        // It may have become hungry just before it was asked.
        if (board.HasRoom)
            hunger.TrySetResult();
        return hunger.Task;
    }
}
