using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning;
using TgPlatform.Runtime.Planning.Samples;

namespace TgPlatform.Runtime.Testing;

/// <summary>Runs tests of a pipeline: plans what they give, and compares. Opens, fetches and writes nothing, and knows of no earlier run.</summary>
/// <param name="pipeline">The pipeline under test.</param>
/// <param name="compiler">Compiles its hooks.</param>
/// <param name="lend">What a plugin of a name is lent.</param>
/// <param name="time">The clock.</param>
public sealed class PipelineTester(PipelineDefinition pipeline, HookCompiler compiler, Func<string, PluginContext> lend, TimeProvider time)
{
    /// <summary>Runs one test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TestResult> RunAsync(PipelineTest test, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(test);
        var fields = pipeline.Source.Offer.Fields;
        // Hooks count items: every test begins at one.
        using var hooks = compiler.Compile(pipeline.Hooks, fields, new DiagnosticBag()) ?? throw new InvalidOperationException("The hooks of a checked pipeline do not compile.");
        using var clauses = new HookClauses(pipeline.Hooks, fields, compiler);
        var planner = new PipelinePlanner(SampleSource.StandIn(pipeline, test.Sample), hooks, clauses, static _ => null);
        var planned = new List<PlannedItem>();
        try
        {
            await foreach (var item in planner.PlanAsync(lend, time, cancellationToken))
                planned.Add(item);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(test, [new("planning", "to go through", Printable.Line(Retries.Failures.Reason(failure)))]);
        }

        return new(test, [.. new Comparison(planned).Differences(test.Document)]);
    }
}
