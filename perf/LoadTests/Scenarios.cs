using TgPlatform.Cli.Loads;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.LoadTests;

/// <summary>The scenarios. They say what is done and what must come of it; who runs them is not their business.</summary>
internal static class Scenarios
{
    private const long MiB = 1 << 20;
    private const string WebToDisk = "web-to-disk.yaml";
    private static readonly TimeSpan SinkPause = TimeSpan.FromMilliseconds(50);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LoadScenario> All { get; } =
    [
        new()
        {
            Name = "rising-load",
            Purpose = "The load rises from 10 to 200 small files per second and stays there: latency must not run away.",
            WarmUp = TimeSpan.FromSeconds(3),
            Profile = [new(10, 200, TimeSpan.FromSeconds(40)), new(200, 200, TimeSpan.FromSeconds(20))],
            Checks = [LoadCheck.NothingFails, LoadCheck.NothingPilesUp(400), LoadCheck.MemoryBelow(400 * MiB)],
            Start = static _ => PipelineUnderLoad.StartAsync(WebToDisk, static pipeline => pipeline),
        },
        new()
        {
            Name = "slow-sink",
            Purpose = "Every write takes 50 ms longer than the disk does: what waits for the sink must not grow memory, and everything must arrive.",
            WarmUp = TimeSpan.FromSeconds(3),
            Profile = [new(100, 100, TimeSpan.FromSeconds(30))],
            Drain = TimeSpan.FromMinutes(2),
            Checks = [LoadCheck.NothingFails, LoadCheck.MemoryBelow(400 * MiB)],
            Start = static _ => PipelineUnderLoad.StartAsync(WebToDisk, WithSlowSinks),
        },
        new()
        {
            Name = "flooding-source",
            Purpose = "The source finds 2,000 items per second, far more than can be fetched: discovery must wait, memory must stay, and nothing may be lost.",
            WarmUp = TimeSpan.FromSeconds(3),
            Profile = [new(2000, 2000, TimeSpan.FromSeconds(10))],
            Drain = TimeSpan.FromMinutes(5),
            Checks = [LoadCheck.NothingFails, LoadCheck.MemoryBelow(400 * MiB)],
            Start = static _ => PipelineUnderLoad.StartAsync(WebToDisk, static pipeline => pipeline),
        },
    ];

    private static PipelineDefinition WithSlowSinks(PipelineDefinition pipeline) => pipeline with
    {
        Sinks = [.. pipeline.Sinks.Select(static use => use with { Offer = use.Offer with { Create = (options, context) => new SlowSink(use.Offer.Create!(options, context), SinkPause) } })],
    };
}
