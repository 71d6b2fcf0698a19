using TgPlatform.Cli.Loads;
using TgPlatform.Cli.Pipelines;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.LoadTests;

/// <summary>A pipeline file of this project against the emulated services, in a folder of its own that goes with it.</summary>
internal sealed class PipelineUnderLoad : ILoadTarget
{
    private readonly string _folder;
    private readonly OpenedPipeline _opened;
    private readonly ILoadTarget _target;

    private PipelineUnderLoad(string folder, OpenedPipeline opened, ILoadTarget target) => (_folder, _opened, _target) = (folder, opened, target);

    /// <summary>Starts the services and the pipeline.</summary>
    /// <param name="file">The file's name in pipelines/.</param>
    /// <param name="change">Puts something else in a part's place.</param>
    public static async Task<ILoadTarget> StartAsync(string file, Func<PipelineDefinition, PipelineDefinition> change)
    {
        var folder = Directory.CreateTempSubdirectory("tgp-load-").FullName;
        var catalog = new PluginCatalog([Plugins()]);
        var path = Path.Combine(AppContext.BaseDirectory, "pipelines", file);
        var sandboxes = await Sandboxes.StartAsync(catalog, [await File.ReadAllTextAsync(path)], folder, TimeProvider.System);
        var opened = new OpenedPipeline(new PipelineLinter(catalog, new HookCompiler(null)).Check(path, new() { Variables = sandboxes.Variables }), sandboxes, catalog);
        if (!opened.TryUse(out var pipeline, out var hooks))
            throw new InvalidOperationException(string.Join('\n', opened.Checked.Diagnostics));
        return new PipelineUnderLoad(folder, opened, PipelineTarget.Start(change(pipeline) with { Workspace = folder }, hooks, TimeProvider.System));
    }

    public Task<LoadAnswer> StepAsync(CancellationToken cancellationToken) => _target.StepAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        await _opened.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The build drops plugins beside tgp, in the folder of its own configuration.
    private static string Plugins()
    {
        var ours = new DirectoryInfo(AppContext.BaseDirectory);
        var repository = ours.Parent!.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(repository.FullName, "core", "TgPlatform.Cli", "bin", ours.Parent.Name, ours.Name, "plugins");
    }
}
