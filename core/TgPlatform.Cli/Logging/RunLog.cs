using System.Collections.Concurrent;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Running;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Cli.Logging;

/// <summary>Logs every event of a run, with pipeline, lane, worker and item as properties.</summary>
/// <param name="log">Knows the pipeline already.</param>
internal sealed class RunLog(ILogger log) : IRunObserver
{
    private readonly ConcurrentDictionary<string, ItemClaimed> _claims = [];

    /// <inheritdoc/>
    public void On(RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                Begin(started);
                break;
            case GroupFound found:
                log.Debug("found group {Group} of {Items} items", found.Group.Id, found.Group.Items.Count);
                break;
            case DiscoveryEnded:
                log.Information("everything is found");
                break;
            case ItemClaimed claimed:
                _claims[claimed.Item.Id] = claimed;
                if (log.IsEnabled(LogEventLevel.Debug))
                    For(claimed.Item).Debug("fetching {Name}, attempt {Attempt}", claimed.Item.Name, claimed.Attempt);
                break;
            case ItemCommitted committed:
                if (log.IsEnabled(LogEventLevel.Debug))
                    For(committed.Item).Debug("{Done} {Name} in {Sink}, {Length} bytes", committed.WasAdopted ? "adopted" : "committed", committed.Receipt.Name, committed.Sink, committed.Length);
                break;
            case AttemptFailed failed:
                For(failed.Item).Write(failed.NextTry is null ? LogEventLevel.Debug : LogEventLevel.Warning, "{Name}: attempt {Attempt} failed in {Step}{Where}, {Kind}: {Reason}{Next}",
                    failed.Item.Name, failed.Attempt, failed.Step, failed.Sink is { } sink ? $" of {sink}" : "", failed.Kind, FailureText.Short(failed.Reason),
                    failed.NextTry is { } next ? $"; next try in {Units.Time(next > failed.At ? next - failed.At : TimeSpan.Zero)}" : "");
                break;
            case ItemEnded ended:
                End(ended);
                break;
            case LaneChanged { Condition: var condition } changed:
                log.ForContext("Lane", changed.Lane).Write(condition.IsOpen ? LogEventLevel.Information : LogEventLevel.Warning, "lane {Lane} {Change}", changed.Lane,
                    condition.IsOpen ? condition.WaitingUntil is null ? "is open" : $"waits until {condition.WaitingUntil:HH:mm:ss}: {condition.Reason}" : $"is closed: {condition.Reason}");
                break;
            case SinkChanged changed:
                log.Write(changed.Reason is null ? LogEventLevel.Information : LogEventLevel.Warning, "sink {Sink} {Change}", changed.Sink, changed.Reason is null ? "goes on" : $"pauses: {changed.Reason}");
                break;
            case WorkerRestarted restarted:
                log.Error("{Worker} crashed and was started again: {Reason}", restarted.Worker, restarted.Reason);
                break;
            case Notice notice:
                log.Warning("{Notice}", notice.Message);
                break;
            case RunEnded { Outcome: var outcome }:
                log.Information("run ends: {Accounting}", Summary.Accounting(outcome.Counts));
                break;
        }
    }

    /// <summary>Logs how the run is.</summary>
    public void Progress(RunSnapshot now) => log.Information("{Progress}", ProgressLine.Of(now));

    /// <summary>Logs that somebody wants the run to stop.</summary>
    public void Stopping(string note) => log.Warning("{Note}", note);

    /// <summary>Logs why 'tgp status' will not know how the lanes are.</summary>
    public void LanesUntold(string reason) => log.Warning("tgp status cannot be told how the lanes are: {Reason}", reason);

    /// <summary>Logs what a plugin threw outside of every call.</summary>
    public void Stray(string plugin, Exception thrown) => log.Error(thrown, "plugin {Plugin} threw on a thread of its own; the run goes on", plugin);

    /// <summary>Logs the queues: one event per lane, and one for the buffer.</summary>
    public void Queues(RunSnapshot now)
    {
        foreach (var lane in now.Lanes)
            log.Debug("lane {Lane} has {QueuedItems} items, {QueuedBytes} bytes queued, at {BytesPerSecond} bytes/s", lane.Name, lane.QueuedItems, lane.QueuedBytes, Math.Round(lane.BytesPerSecond));
        log.Information("queues hold {QueuedItems} items, {QueuedBytes} bytes; buffer {ItemsInBuffer} of {ItemLimit} items, {BytesInBuffer} of {ByteLimit} bytes",
            now.Lanes.Sum(static lane => lane.QueuedItems), now.BytesQueued, now.ItemsInBuffer, now.ItemLimit, now.BytesInBuffer, now.ByteLimit);
    }

    /// <summary>Logs the memory of the process.</summary>
    public void Memory() => log.Information("memory: {WorkingSet} bytes in use, {Managed} of them managed, {Collections} full collections, {Paused} ms paused",
        Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), GC.CollectionCount(2), Math.Round(GC.GetTotalPauseDuration().TotalMilliseconds));

    private void Begin(RunStarted started)
    {
        var work = started.Unfinished;
        log.Information("run of {Pipeline} begins", started.Pipeline);
        var known = log.ForContext("LastRun", work, destructureObjects: true);
        if (started.LastRunWasKilled)
            known.Warning("{Killed}", UnfinishedText.Killed(work, started.At.ToLocalTime()));
        if (UnfinishedText.Next(work, started.PendingItems) is { } next)
            known.Write(started.LastRunWasKilled ? LogEventLevel.Warning : LogEventLevel.Information, "{Next}", next);
    }

    private void End(ItemEnded ended)
    {
        if (ended.Fate == ItemFate.Dead)
            For(ended.Item).Error("{Name} is dead: {Reason}", ended.Item.Name, ended.Reason is { } reason ? FailureText.Short(reason) : "no reason was given");
        else if (log.IsEnabled(LogEventLevel.Debug))
            For(ended.Item).Debug("{Name} is {Fate}", ended.Item.Name, ended.Fate);
        _claims.TryRemove(ended.Item.Id, out _);
    }

    private ILogger For(Item item)
    {
        var known = log.ForContext("Item", item.Id);
        return _claims.TryGetValue(item.Id, out var claimed) ? known.ForContext("Lane", claimed.Lane).ForContext("Worker", claimed.Worker) : known;
    }
}
