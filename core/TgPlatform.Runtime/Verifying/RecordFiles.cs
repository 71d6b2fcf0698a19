using TgPlatform.Contracts;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Verifying;

/// <summary>The files in which a pipeline's record sinks keep their records: they may lie in a folder that another of its sinks shows.</summary>
/// <param name="paths">Their absolute paths.</param>
internal sealed class RecordFiles(IReadOnlyList<string> paths)
{
    /// <summary>Those of a pipeline.</summary>
    public static async Task<RecordFiles> OfAsync(PipelineDefinition pipeline, Func<string, PluginContext> lend)
    {
        var paths = new List<string>();
        foreach (var use in pipeline.Sinks)
        {
            await using var records = use.Offer.CreateRecordSink?.Invoke(use.Options, lend(use.Offer.Plugin));
            paths.AddRange(records is IListsRecords listing ? listing.Files : []);
        }

        return new(paths);
    }

    /// <summary>Whether what a sink shows under a name may be one of them. Only the sink knows where its root is, so the end of the path decides.</summary>
    public bool Has(string name) => paths.Any(path => $"/{path.Replace(Path.DirectorySeparatorChar, '/')}".EndsWith($"/{name}", StringComparison.Ordinal));

    /// <summary>Their paths below a folder, with <c>/</c>.</summary>
    public IEnumerable<string> Below(string folder) => paths.Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'));
}
