using TgPlatform.Contracts;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Planning.Samples;

/// <summary>Stands in for a pipeline's source and finds a sample. Its content is never opened.</summary>
public sealed class SampleSource : ISource
{
    private readonly Sample _sample;

    private SampleSource(Sample sample, string defaultLane)
    {
        _sample = sample;
        string[] lanes = [.. sample.Lanes.Concat(sample.Groups.SelectMany(static group => group.Items).Select(static item => item.Lane).OfType<string>()).Distinct()];
        Lanes = [.. (lanes.Length > 0 ? lanes : [defaultLane]).Select(static lane => new Lane(lane))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>The pipeline as it is, except that it finds the sample. Where nothing names a lane there is one, called as the source is.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="sample">What is found.</param>
    public static PipelineDefinition StandIn(PipelineDefinition pipeline, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(sample);
        var offer = pipeline.Source.Offer;
        return pipeline with { Source = pipeline.Source with { Offer = offer with { Create = (_, _) => new SampleSource(sample, offer.Name) } } };
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, CancellationToken cancellationToken) => _sample.Groups.ToAsyncEnumerable();

    /// <inheritdoc/>
    public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) =>
        throw new FailureException(FailureKind.Permanent, "A sample has no content.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
