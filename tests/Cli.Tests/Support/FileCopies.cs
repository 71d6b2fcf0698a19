namespace TgPlatform.Cli.Tests.Support;

/// <summary>A temporary folder with files and a pipeline that copies them, by the plugins that come with tgp.</summary>
internal sealed class FileCopies : IDisposable
{
    public FileCopies(params string[] files)
    {
        Directory.CreateDirectory(PathOf("in"));
        foreach (var file in files)
            File.WriteAllText(PathOf($"in/{file}"), $"content of {file}");
        File.WriteAllText(PathOf("copies.yaml"), """
            name: copies
            source: { use: filesystem, with: { root: in } }
            path: '{item.Name}'
            strategy: auto
            sinks: [{ use: filesystem, name: kept, with: { root: out } }]
            """);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("tgp-copies-").FullName;

    /// <summary>The repository's folder.</summary>
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "TgPlatform.sln")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }

    // The build drops plugins beside tgp, in the folder of its own configuration.
    public static string Plugins
    {
        get
        {
            var ours = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Repository, "core", "TgPlatform.Cli", "bin", ours.Parent!.Name, ours.Name, "plugins");
        }
    }

    public string PathOf(string file) => Path.Combine(Root, file);

    public Task<TgpRun> RunAsync(string command, params string[] arguments) => TgpRun.OfAsync(Plugins, [command, PathOf("copies.yaml"), .. arguments]);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
