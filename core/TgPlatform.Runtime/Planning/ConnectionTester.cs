using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Planning;

/// <summary>Connects the source and the sinks of a pipeline and has them test themselves; moves and writes nothing.</summary>
/// <param name="pipeline">The pipeline, without errors.</param>
/// <param name="lend">What a plugin of a name is lent.</param>
/// <param name="time">The clock.</param>
public sealed class ConnectionTester(PipelineDefinition pipeline, Func<string, PluginContext> lend, TimeProvider time)
{
    /// <summary>How long one connection may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Tests all of them at once.</summary>
    /// <param name="cancellationToken">Ends testing.</param>
    public async Task<IReadOnlyList<TestedConnection>> TestAsync(CancellationToken cancellationToken)
    {
        var source = pipeline.Source;
        var tests = pipeline.Sinks.Select((sink, index) => TestAsync(
                $"sink {sink.Name}", $"sinks[{index}]", sink.Location, () => (IAsyncDisposable?)sink.Offer.Create?.Invoke(sink.Options, lend(sink.Offer.Plugin)) ?? sink.Offer.CreateRecordSink!(sink.Options, lend(sink.Offer.Plugin)), cancellationToken))
            .Prepend(TestAsync($"source {source.Offer.Name}", "source", source.Location, () => source.Offer.Create(source.Options, lend(source.Offer.Plugin)), cancellationToken));
        return await Task.WhenAll(tests);
    }

    private async Task<TestedConnection> TestAsync(string label, string path, SourceLocation location, Func<IAsyncDisposable> create, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var part = create();
            var connecting = part as IConnecting;
            if (connecting is not null)
                await connecting.ConnectAsync(either.Token);
            if (part is ICheckable checkable)
                return new(label, await checkable.CheckAsync(either.Token), null);
            return new(label, connecting is not null ? "connected" : "has nothing to test", null);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = limit.IsCancellationRequested ? $"no answer within {Limit.TotalSeconds:0} s. Look whether the other side is there, and whether anything blocks the way." : Failures.Reason(failure);
            return new(label, null, new(Severity.Error, DiagnosticCodes.NoConnection, location, path, Printable.Line($"{label} cannot be used: {reason}")));
        }
    }
}

/// <summary>A connection after its test.</summary>
/// <param name="Label">What was tested: <c>sink disk</c>.</param>
/// <param name="Answer">What it says of itself; null when it does not work.</param>
/// <param name="Problem">Why it does not work; null when it does.</param>
public sealed record TestedConnection(string Label, string? Answer, Diagnostic? Problem);
