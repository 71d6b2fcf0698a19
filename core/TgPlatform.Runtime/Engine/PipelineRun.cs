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
    private readonly DelayQueue<Work> _later;
    private readonly Producer _producer;
    private readonly Consumer _consumer;
    private readonly Acknowledger? _acknowledger;
    private readonly CpuGovernor? _governor;
    private readonly Channel<Transfer> _buffer;
    private readonly RunTally _tally = new();

    public PipelineRun(RunParts parts, IStrategy strategy, RetrySettings retry, Func<double> random)
    {
        _parts = parts;
        var backoff = new Backoff(retry, random);
        _board = new(parts.Time, parts.Observer);
        _later = new(parts.Time, TryAgainNow);
        var settlement = new Settlement(parts, backoff, TryAgain, Ended);
        var admission = new Admission(parts);
        var gate = new FlowGate(parts.Settings.Buffer.Bytes.Bytes, parts.Counters);
        _buffer = Channel.CreateBounded<Transfer>(parts.Settings.Buffer.Items);
        _distributor = new(_board, strategy, parts.Hooks, parts.Settings.Window, parts.Time, Undeliverable);
        _discoverer = new(parts, admission, _board, _distributor, backoff, _ => _tally.Admit(), Ended);
        _producer = new(parts, admission, _board, new(parts, settlement), new(gate, parts.Settings, parts.Time, HandOverAsync), gate, settlement, HandOverAsync);
        _consumer = new(parts, settlement);
        _acknowledger = parts.Source is IAcknowledging source ? new(source, parts.Ledger, parts.Observer, parts.Time) : null;
        _governor = CpuGovernor.Create(parts.Settings.CpuThreshold, parts.Time, parts.Observer);
        _board.Closed += MoveAway;
        _board.Dry += CheckStuck;
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
        var distributing = Task.Run(() => _distributor.RunAsync(claims.Token), CancellationToken.None);
        using var producers = new WorkerCrew(_parts.Settings.Cores, _parts.Observer, _parts.Time);
        for (var worker = 1; worker <= _parts.Settings.Producers; worker++)
        {
            var number = worker;
            producers.Start($"producer {number}", () => ProduceAsync(number, claims.Token, aborting.Token), aborting.Token);
        }

        for (var worker = 1; worker <= _parts.Settings.Consumers; worker++)
            crew.Start($"consumer {worker}", () => ConsumeAsync(aborting.Token), aborting.Token);

        var problem = await Task.Run(() => _discoverer.RunAsync(claims.Token), CancellationToken.None);
        _distributor.Complete();
        await IgnoreCancelAsync(distributing);
        _tally.EndOfDiscovery();
        CheckStuck();
        var everything = _tally.AllEnded.WaitAsync(claims.Token);
        await IgnoreCancelAsync(everything);
        problem ??= everything.IsCompletedSuccessfully ? await everything : null;
        await claims.CancelAsync();
        await producers.EndAsync();
        _buffer.Writer.TryComplete();
        await crew.EndAsync();
        foreach (var records in _parts.Sinks.Select(static sink => sink.Records).OfType<RecordBatcher>())
            await records.FlushAllAsync();
        _acknowledger?.Complete();
        await IgnoreCancelAsync(telling);
        await _parts.Ledger.FlushAsync(CancellationToken.None);
        return new(_parts.Ledger.Counts, _tally.Counts, stop.IsCancellationRequested || abort.IsCancellationRequested, problem);
    }

    public void Dispose()
    {
        _later.Dispose();
        _board.Dispose();
        _governor?.Dispose();
        _distributor.Dispose();
    }

    private async Task ProduceAsync(int worker, CancellationToken claims, CancellationToken abort)
    {
        while (true)
        {
            if (_governor is not null)
                await _governor.WaitAsync(claims);
            if (await _board.ClaimAsync(_distributor.Started, claims) is not { } work)
                return;
            await _producer.ProduceAsync(work, worker, abort);
        }
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

    private void TryAgain(Work work)
    {
        if (work.NextTry > _parts.Time.GetUtcNow())
            _later.Add(work, work.NextTry);
        else
            TryAgainNow(work);
    }

    private void TryAgainNow(Work work)
    {
        // What a lane has begun stays with it, unless it has closed and another one may.
        var lane = work.Lane!;
        if (!lane.Lane.Condition.IsOpen && work.Group.BoundLane is null)
            lane = _board.Lanes.FirstOrDefault(static other => other.Lane.Condition.IsOpen) ?? lane;
        _board.AddAgain(lane, work);
        CheckStuck();
    }

    private void Ended(Work work, ItemFate fate)
    {
        _acknowledger?.Add(work.Item, fate);
        _tally.End(fate, wasAdmitted: work.Sinks.Length > 0);
    }

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

        _distributor.Started();
    }

    private void MoveAway(LaneQueue closed)
    {
        var groups = new List<GroupWork>();
        while (_board.Lanes.Any(static lane => lane.Lane.Condition.IsOpen) && closed.TryGiveAway(out var group))
            groups.Add(group!);
        if (groups.Count > 0)
            _distributor.Distribute(groups);
        closed.TakeRetries().ForEach(TryAgainNow);
    }

    /// <summary>With every lane closed nothing will ever move: the run ends and says so, and the items stay pending.</summary>
    private void CheckStuck()
    {
        if (!_tally.IsDiscoveryOver || _later.Count > 0 || _board.Lanes.Any(static lane => lane.Lane.Condition.IsOpen || lane.Places.Running > 0))
            return;
        var reasons = _board.Lanes.Select(static lane => $"{lane.Lane.Name}: {lane.Lane.Condition.Reason}");
        _tally.GiveUp($"no lane takes work. {string.Join("; ", reasons)}");
    }

    private static async Task IgnoreCancelAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsFaulted)
            await task;
    }
}
