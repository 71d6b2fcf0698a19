using TgPlatform.Cli.Terminals;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Pipelines;

/// <summary>A pipeline file that was checked, with the sandboxes its variables lead to.</summary>
internal sealed record OpenedPipeline(CheckedPipeline Checked, Sandboxes Sandboxes, PluginCatalog Catalog) : IAsyncDisposable
{
    /// <summary>The folder of the pipeline file.</summary>
    public static string FolderOf(PipelineDefinition pipeline) => Path.GetDirectoryName(pipeline.File)!;

    /// <summary>What a plugin is lent outside of a run.</summary>
    public static PluginContext Lend(PipelineDefinition pipeline, string plugin, TimeProvider time) =>
        PluginContexts.For(plugin, FolderOf(pipeline), time);

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
        if (CountOf(Checked.Diagnostics) is { Length: > 0 } counted)
            terminal.Problem(counted);
    }

    /// <summary><c>2 errors, 1 warning</c>; empty when nothing was found.</summary>
    public static string CountOf(IReadOnlyList<Diagnostic> found) =>
        string.Join(", ", new[] { Count(found, Severity.Error, "error"), Count(found, Severity.Warning, "warning") }.Where(static one => one.Length > 0));

    /// <summary>Lets hooks and plugins go, but not the sandboxes, which another one uses too.</summary>
    public void LetGo()
    {
        Checked.Hooks?.Dispose();
        Catalog.Unload();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Checked.Hooks?.Dispose();
        await Sandboxes.DisposeAsync();
    }

    private static string Count(IReadOnlyList<Diagnostic> found, Severity severity, string word) =>
        found.Count(one => one.Severity == severity) is > 0 and var count ? $"{count} {word}{(count == 1 ? "" : "s")}" : "";
}
