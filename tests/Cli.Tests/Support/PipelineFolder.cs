using TgPlatform.Runtime.Tests.Plugins;

namespace TgPlatform.Cli.Tests.Support;

/// <summary>A temporary folder with a pipeline that moves lines of a text file into files, by the plugin of plugins/README.md.</summary>
internal sealed class PipelineFolder : IDisposable
{
    public PipelineFolder(params string[] lines)
    {
        Plugins.AddReadmePlugin();
        File.WriteAllLines(PathOf("notes.txt"), lines);
        Write("");
    }

    public PluginFiles Plugins { get; } = new();

    public string Root { get; } = Directory.CreateTempSubdirectory("tgp-cli-").FullName;

    public string Pipeline => PathOf("notes.yaml");

    public string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Writes the pipeline with further top-level lines, and a path of its own if wanted.</summary>
    public PipelineFolder Write(string more, string path = "{item.Name}")
    {
        File.WriteAllText(Pipeline, $$"""
            name: notes
            source: { use: lines, with: { file: notes.txt } }
            path: '{{path}}'
            strategy: fewest_bytes
            sinks: [{ use: folder, with: { root: out } }]
            retry: { attempts: 1 }
            {{more}}
            """);
        return this;
    }

    public IEnumerable<string?> Moved() => Directory.Exists(PathOf("out")) ? Directory.EnumerateFiles(PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal) : [];

    public Task<TgpRun> RunAsync(string command, params string[] arguments) => TgpRun.OfAsync(Plugins.Root, [command, Pipeline, .. arguments]);

    public void Dispose()
    {
        Plugins.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
