using Serilog.Events;
using Serilog.Extensions.Logging;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Ledgers;
using TgPlatform.Cli.Logging;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Cli.Presentation;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Running;

/// <summary>One <c>tgp run</c>: ledger, engine, log and screen put together, and taken apart in the right order.</summary>
/// <param name="host">The process around it.</param>
/// <param name="request">How it shows and logs itself.</param>
internal sealed class RunSession(CliHost host, RunRequest request)
{
    // Plugins that do not listen to cancelling must not keep the user waiting after the second Ctrl-C.
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Whether the run was only drained, to go on with the new plugins.</summary>
    public bool GoesOn { get; private set; }

    /// <summary>Runs a pipeline.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The ledger, the log file or the list of failures cannot be written.</exception>
    public async Task<int> RunAsync(PipelineDefinition pipeline, IPipelineHooks hooks)
    {
        await using var failuresFile = OpenFailures();
        var ledger = LedgerPlace.Guard(() => SqliteLedger.Open(pipeline.Workspace, pipeline.Name, host.Time));
        var exitCode = ExitCodes.InternalError;
        try
        {
            exitCode = await RunAsync(pipeline, hooks, ledger, failuresFile);
        }
        finally
        {
            exitCode = await CloseAsync(ledger, exitCode);
        }

        return exitCode;
    }

    /// <summary>What the ledger could not take at the very end is a failed run, and no mistake of ours.</summary>
    private async Task<int> CloseAsync(SqliteLedger ledger, int exitCode)
    {
        try
        {
            await ledger.DisposeAsync();
            return exitCode;
        }
        catch (LedgerException problem)
        {
            host.Terminal.Problem($"tgp: not everything this run has done is remembered: {problem.Message}");
            return ExitCodes.RunFailed;
        }
    }

    private async Task<int> RunAsync(PipelineDefinition pipeline, IPipelineHooks hooks, SqliteLedger ledger, TextWriter? failuresFile)
    {
        var onHand = new ItemOnHand();
        var console = new ConsoleLog(request.Screen.Info, request.Screen.Problem, host.Variable("TGP_DEBUG") == "1");
        await using var logger = LogSetup.Create(request.Logging, console, request.ConsoleLevel, onHand);
        var ours = logger.ForContext("Pipeline", pipeline.Name);
        using var loggers = new SerilogLoggerFactory(ours);
        var log = new RunLog(ours);
        StrayExceptions.Watch(log.Stray);
        var failures = new FailureList(failuresFile);
        var observers = new Observers();
        var runner = new PipelineRunner(pipeline, hooks, ledger, new() { Observer = observers, Loggers = loggers, Time = host.Time, Adopts = request.Adopts ? OwnedNames(pipeline) : null });
        var monitor = new RunMonitor(pipeline, runner.Counters, () => runner.Counts, () => runner.Lanes, host.Time);
        foreach (var observer in new IRunObserver[] { onHand, monitor, log, failures })
            observers.Add(observer);
        request.Screen.Begin(monitor, observers);
        using var signals = new StopSignals(again => Tell(log, pipeline, again));
        signals.Listen();
        using var swapping = request.Swap.Ready.UnsafeRegister(_ =>
        {
            log.Stopping("a plugin was replaced: what is under way may end, then the run goes on with the new one");
            signals.Drain();
        }, null);

        RunOutcome? outcome;
        await using (new Ticker(host.Time, request.Logging.ProgressInterval, () => Progress(log, monitor.Look())))
        await using (new Ticker(host.Time, request.Logging.QueueInterval, () => log.Queues(monitor.Look())))
        await using (new Ticker(host.Time, request.Logging.MemoryInterval, log.Memory))
        await using (new LaneTeller(monitor, pipeline, host.Time, log.LanesUntold))
            outcome = await RunAsync(runner, signals);
        await request.Screen.DisposeAsync();
        GoesOn = outcome is { Stopped: true } && request.Swap.Next is not null && !signals.WereAsked;
        return GoesOn ? ExitCodes.Success : Tell(monitor.Look(), outcome ?? new(runner.Counts, default, Stopped: true, null), failures);
    }

    private static List<(string Sink, string Name)> OwnedNames(PipelineDefinition pipeline) => LedgerPlace.Guard(() =>
    {
        using var reader = LedgerReader.Open(pipeline.Workspace);
        return reader.Committed(pipeline.Name).Select(static one => (one.Sink, one.Receipt.Name)).ToList();
    });

    private async Task<RunOutcome?> RunAsync(PipelineRunner runner, StopSignals signals)
    {
        var run = runner.RunAsync(signals.Stop, signals.Abort);
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, host.Time);
        using var aborting = signals.Abort.UnsafeRegister(_ => patience.CancelAfter(AbortTimeout), null);
        try
        {
            return await run.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Progress(RunLog log, RunSnapshot now)
    {
        log.Progress(now);
        request.Screen.Progress(now);
    }

    private static void Tell(RunLog log, PipelineDefinition pipeline, bool again) =>
        log.Stopping(again ? "stopping at once" : $"stopping: what is under way may end within {Units.Time(pipeline.Engine.DrainTimeout)}; Ctrl-C again stops at once");

    private int Tell(RunSnapshot now, RunOutcome outcome, FailureList failures)
    {
        if (request.Screen.TellsSummary)
        {
            foreach (var line in Summary.Lines(now, outcome))
                host.Terminal.Line(line);
        }

        foreach (var line in Summary.Failures(request.File, outcome, failures, wereShown: request.ConsoleLevel <= LogEventLevel.Error))
            host.Terminal.Problem($"tgp: {line}");
        return Summary.ExitCode(outcome);
    }

    private StreamWriter? OpenFailures()
    {
        try
        {
            return request.FailuresFile is { } file ? new(file, append: request.IsContinued) { AutoFlush = true } : null;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--failures: {unwritable.Message}");
        }
    }
}
