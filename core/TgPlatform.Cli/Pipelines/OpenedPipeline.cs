using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Cli.Pipelines;

/// <summary>A pipeline file that was checked, with the sandboxes its variables lead to.</summary>
internal sealed record OpenedPipeline(CheckedPipeline Checked, Sandboxes Sandboxes) : IAsyncDisposable
{
    /// <summary>The folder of the pipeline file.</summary>
    public static string FolderOf(PipelineDefinition pipeline) => Path.GetDirectoryName(pipeline.File)!;

    /// <summary>What a run needs, or false when there are errors.</summary>
    public bool TryUse(out PipelineDefinition pipeline, out IPipelineHooks hooks)
    {
        (pipeline, hooks) = (Checked.Definition!, Checked.Hooks!);
        return Checked is { Definition: not null, Hooks: not null };
    }

    /// <summary>Prints everything found, as problems.</summary>
    public void PrintFindings(Terminal terminal)
    {
        foreach (var one in Checked.Diagnostics)
            terminal.Problem(one.ToString());
        if (Counted is { Length: > 0 } counted)
            terminal.Problem(counted);
    }

    /// <summary><c>2 errors, 1 warning</c>; empty when nothing was found.</summary>
    public string Counted => string.Join(", ", new[] { Count(Severity.Error, "error"), Count(Severity.Warning, "warning") }.Where(static one => one.Length > 0));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Checked.Hooks?.Dispose();
        await Sandboxes.DisposeAsync();
    }

    private string Count(Severity severity, string word) =>
        Checked.Diagnostics.Count(one => one.Severity == severity) is > 0 and var count ? $"{count} {word}{(count == 1 ? "" : "s")}" : "";
}
