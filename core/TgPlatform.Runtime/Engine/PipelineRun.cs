using System.Threading.Channels;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// One run of a pipeline: wires discovery, lanes, producers, buffer, consumers and sinks in one direction, and ends when everything found has
/// come to its end, or when told to.
/// </summary>
internal sealed class PipelineRun : IDisposable
{
    private readonly RunParts _parts;
    private readonly WorkBoard _board;
    private readonly Distributor _distributor;
    private readonly Discoverer _discoverer;
    private readonly Refuges _refuges;
    private readonly RetryQueue _later;
    private readonly Overflow _overflow;
    private readonly Producer _producer;
    private readonly Consumer _consumer;
    private readonly Acknowledger? _acknowledger;
    private readonly CpuGovernor? _governor;
    private readonly Channel<Transfer> _buffer;
    private readonly RunTally _tally = new();

    // Items between their claim and the end of the attempt.
    private int _inHand;

    public PipelineRun(RunParts parts, IStrategy strategy, RetrySettings retry, Func<double> random)
    {
        _parts = parts;
        var backoff = new Backoff(retry, random);
        _board = new(parts.Time, parts.Observer, new(parts.Source as ILimitingLanes, Tell), parts.Settings.StayWithLane);
        _refuges = new(_board);
        _overflow = new(parts, () => _later!.Count, TakeUp, _tally.GiveUp, _board.Transit);
        _later = new(parts, _refuges.TryAgain, _overflow, _board.Transit);
        var settlement = new Settlement(parts, backoff, SettledForNow, SettledForGood, _tally.GiveUp);
        var admission = new Admission(parts);
        var gate = new FlowGate(parts.Settings.Buffer.Bytes.Bytes - (parts.Memory?.Limit ?? 0), parts.Counters);
        _buffer = Channel.CreateBounded<Transfer>(parts.Settings.Buffer.Items);
        var call = new StrategyCall(strategy, parts.Settings.Assignment, parts.Hooks.HasLoad, _board.Limits, parts.Time, Tell);
        _distributor = new(_board, call, parts.Settings.Window, parts.Time, Undeliverable, Leave);
        _discoverer = new(parts, admission, _board, _distributor, backoff, _ => _tally.Admit(), Ended, Acknowledge, strategy is ISplitsGroups);
        _producer = new(parts, admission, _board, new(parts, settlement), new(parts, settlement), new(gate, parts.Settings, parts.Time, HandOverAsync), gate, settlement, HandOverAsync);
        _consumer = new(parts, settlement);
        _acknowledger = parts.Source is IAcknowledging source ? new(source, parts.Ledger, parts.Observer, parts.Time) : null;
        parts.Ledger.Watch(() => Volatile.Read(ref _inHand));
        _governor = CpuGovernor.Create(parts.Settings.CpuThreshold, parts.Time, parts.Observer);
        _board.Closed += MoveAway;
        _board.Overdue += _refuges.MoveBegun;
        _board.Dry += CheckStuck;
        _board.Transit.Arrived += CheckStuck;
        _board.Dry += _distributor.Hungry;
        parts.Sizes.Improved += () => _board.Guess(parts.Sizes.Of);
    }

    /// <summary>The lanes, for whoever shows them.</summary>
    public IEnumerable<LaneState> Lanes => _board.Lanes.Select(static lane => lane.State);

    /// <summary>Runs.</summary>
    /// <param name="stop">Finds and begins nothing more; what runs may end within the drain time-out.</param>
    /// <param name="abort">Stops at once; what is safe is remembered.</param>
    public async Task<RunOutcome> RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var aborting = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var drain = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _parts.Time);
        using var draining = drain.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), aborting);
        using var stopping = stop.UnsafeRegister(_ => drain.CancelAfter(_parts.Settings.DrainTimeout), null);
        using var claims = CancellationTokenSource.CreateLinkedTokenSource(stop, aborting.Token);
        using var crew = new WorkerCrew(_parts.Settings.Cores, _parts.Observer, _parts.Time);

        var telling = _acknowledger?.RunAsync(aborting.Token) ?? Task.CompletedTask;
        _tally.StopClaims = claims.Cancel;
        var distributing = Task.Run(() => DistributeAsync(claims.Token), CancellationToken.None);
        var takingUp = Task.Run(() => _overflow.RunAsync(claims.Token), CancellationToken.None);
        using var producers = new WorkerCrew(_parts.Settings.Cores, _parts.Observer, _parts.Time);
        for (var worker = 1; worker <= _parts.Settings.Producers; worker++)
        {
            var number = worker;
            producers.Start($"producer {number}", () => ProduceAsync(number, claims.Token, aborting.Token), aborting.Token);
        }

        for (var worker = 1; worker <= _parts.Settings.Consumers; worker++)
            crew.Start($"consumer {worker}", () => ConsumeAsync(aborting.Token), aborting.Token);

        var problem = await Task.Run(() => _discoverer.RunAsync(claims.Token), CancellationToken.None);
        var sawEverything = problem is null && !claims.IsCancellationRequested;
        _distributor.Complete(sawEverything);
        await distributing;
        _tally.EndOfDiscovery();
        CheckStuck();
        await IgnoreCancelAsync(_tally.AllEnded.WaitAsync(claims.Token));
        problem ??= _tally.AllEnded.IsCompletedSuccessfully ? await _tally.AllEnded : null;
        await claims.CancelAsync();
        await takingUp;
        await producers.EndAsync();
        _buffer.Writer.TryComplete();
        await crew.EndAsync();
        foreach (var records in _parts.Sinks.Select(static sink => sink.Records).OfType<RecordBatcher>())
            await records.FlushAllAsync();
        _tally.StopClaims = static () => { };
        _acknowledger?.Complete();
        await IgnoreCancelAsync(telling);
        problem ??= await FlushAsync();
        var isDone = sawEverything && _parts.Ledger.Counts.Pending == 0;
        if (isDone && problem is null)
            await Completion.TellAsync(_parts, abort);
        return new(_parts.Ledger.Counts, _tally.Counts, !isDone && (stop.IsCancellationRequested || abort.IsCancellationRequested), problem);
    }

    public void Dispose()
    {
        _later.Dispose();
        _overflow.Dispose();
        _board.Dispose();
        _governor?.Dispose();
        _distributor.Dispose();
    }

    private async Task ProduceAsync(int worker, CancellationToken claims, CancellationToken abort)
    {
        while (await ClaimAsync(claims) is { } work)
        {
            Interlocked.Increment(ref _inHand);
            if (_refuges.TryHandOver(work))
                Interlocked.Decrement(ref _inHand);
            else
                await _producer.ProduceAsync(work, worker, abort);
        }
    }

    private async ValueTask<Work?> ClaimAsync(CancellationToken claims)
    {
        try
        {
            if (_governor is not null)
                await _governor.WaitAsync(claims);
            while (_parts.AllPausedFor() is { } wait)
                await Task.Delay(wait, _parts.Time, claims);
        }
        catch (OperationCanceledException) when (claims.IsCancellationRequested)
        {
            return null;
        }

        return await _board.ClaimAsync(_distributor.Started, claims);
    }

    /// <summary>A strategy that fails ends the run: without it nothing finds its lane.</summary>
    private async Task DistributeAsync(CancellationToken claims)
    {
        try
        {
            await _distributor.RunAsync(claims);
        }
        catch (OperationCanceledException) when (claims.IsCancellationRequested)
        {
            // Stopped: what was found stays pending.
        }
        catch (Exception failure)
        {
            _tally.GiveUp($"the strategy failed: {Failures.Reason(failure)}");
        }
    }

    private async Task<string?> FlushAsync()
    {
        try
        {
            await _parts.Ledger.FlushAsync(CancellationToken.None);
            return null;
        }
        catch (LedgerException failure)
        {
            return failure.Message;
        }
    }

    private void SettledForNow(Work work)
    {
        // Queued before it leaves the hand: at no moment may it look as if nothing were left to do.
        _later.Add(work);
        Interlocked.Decrement(ref _inHand);
        CheckStuck();
    }

    private void SettledForGood(Work work, ItemFate fate)
    {
        _board.MemberEnded(work);
        Interlocked.Decrement(ref _inHand);
        Ended(work, fate);
        _overflow.Ended(work);
        CheckStuck();
    }

    private async Task ConsumeAsync(CancellationToken abort)
    {
        await foreach (var transfer in _buffer.Reader.ReadAllAsync(CancellationToken.None))
        {
            _parts.Counters.Buffered(0, -1);
            await _consumer.ConsumeAsync(transfer, abort);
        }
    }

    private ValueTask HandOverAsync(Transfer transfer)
    {
        transfer.Work.Hold();
        _parts.Counters.Buffered(0, 1);
        return _buffer.Writer.WriteAsync(transfer, CancellationToken.None);
    }

    private void Ended(Work work, ItemFate fate)
    {
        if (fate != ItemFate.Pending)
            Acknowledge(work.Item, fate);
        _tally.End(fate, wasAdmitted: work.Sinks.Length > 0);
    }

    private void Acknowledge(Item item, ItemFate fate) => _acknowledger?.Add(item, fate);

    /// <summary>Goes on with a group that was put down; what its lane had begun is begun anew, on any lane that may.</summary>
    private int TakeUp(PendingGroup left)
    {
        var group = _discoverer.TakeUp(left);
        _tally.Leave(left.Group.Items.Count - group.Members.Count);
        group.Members.ForEach(_refuges.TakeUp);
        return group.Members.Count;
    }

    /// <summary>Leaves what cannot be placed in this run for a later one.</summary>
    private void Leave(GroupWork group) => _tally.Leave(group.Members.Count);

    private void Undeliverable(GroupWork group, string reason)
    {
        foreach (var work in group.Members)
        {
            var now = _parts.Time.GetUtcNow();
            _parts.Ledger.AddFailure(new(work.Item.Id, null, "strategy", FailureKind.Poison, reason, 1, now, null, null));
            _parts.Ledger.EndItem(work.Item.Id, ItemFate.Dead);
            _parts.Observer.On(new ItemEnded(now, work.Item, ItemFate.Dead, reason));
            Ended(work, ItemFate.Dead);
        }

        _distributor.Started(group);
    }

    private void MoveAway(LaneQueue closed)
    {
        _board.Transit.Leave();
        var groups = new List<GroupWork>();
        while (_board.Lanes.Any(static lane => lane.Lane.Condition.IsOpen) && closed.TryGiveAway(static _ => true, out var group))
            groups.Add(group!);
        _refuges.MoveBegun(closed);
        try
        {
            if (groups.Count > 0)
                _distributor.Distribute(groups);
        }
        catch (Exception failure)
        {
            _tally.GiveUp($"the strategy failed: {Failures.Reason(failure)}");
        }

        _board.Transit.Arrive();
    }

    /// <summary>When all that is left waits for lanes that take no work, nothing will ever move: the run ends and says so, and the items stay pending.</summary>
    private void CheckStuck()
    {
        if (!(_tally.IsDiscoveryOver || _distributor.IsFull))
            return;
        // Work goes from a lane into a hand and from there to those that wait: looked for in this order it is not missed, and the rest shows as an arrival.
        var arrivals = _board.Transit.Arrivals;
        var waiting = _board.Lanes.Where(static lane => lane.HasWaiting).ToList();
        if (waiting.Count == 0 || waiting.Exists(static lane => lane.Lane.Condition.IsOpen) || _board.Lanes.Any(static lane => lane.Places.Running > 0))
            return;
        if (Volatile.Read(ref _inHand) > 0 || _later.Count > 0 || _overflow.IsTaking || !_board.Transit.IsEmpty || arrivals != _board.Transit.Arrivals)
            return;
        _tally.GiveUp($"no lane takes work. {string.Join("; ", waiting.Select(static lane => $"{lane.Lane.Name}: {lane.Lane.Condition.Reason}"))}");
    }

    private void Tell(string text) => _parts.Observer.On(new Notice(_parts.Time.GetUtcNow(), text));

    private static async Task IgnoreCancelAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsFaulted)
            await task;
    }
}
