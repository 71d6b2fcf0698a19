using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning.Samples;

namespace TgPlatform.Runtime.Testing;

/// <summary>A file of tests, read and checked together with its pipeline.</summary>
/// <param name="Pipeline">The pipeline under test.</param>
/// <param name="Tests">The tests in their order.</param>
public sealed record PipelineTests(PipelineDefinition Pipeline, IReadOnlyList<PipelineTest> Tests);

/// <summary>One test.</summary>
public sealed record PipelineTest
{
    internal PipelineTest(SourceLocation location, Sample sample, TestDocument document) => (Location, Sample, Document) = (location, sample, document);

    /// <summary>What it shows, in words.</summary>
    public string Name => Document.Name;

    /// <summary>Where it stands.</summary>
    public SourceLocation Location { get; }

    /// <summary>The items the source finds.</summary>
    internal Sample Sample { get; }

    /// <summary>What is expected.</summary>
    internal TestDocument Document { get; }
}

/// <summary>A test that was run.</summary>
/// <param name="Test">The test.</param>
/// <param name="Differences">What is not as expected; none when it has passed.</param>
public sealed record TestResult(PipelineTest Test, IReadOnlyList<TestDifference> Differences)
{
    /// <summary>Whether all was as expected.</summary>
    public bool Passed => Differences.Count == 0;
}

/// <summary>Something that is not as expected.</summary>
/// <param name="What">What was looked at: <c>a.jpg: lane</c>.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Actual">What it was, with what helps to understand it.</param>
public sealed record TestDifference(string What, string Expected, string Actual);
