using TgPlatform.Runtime.Tests.Plugins;

namespace TgPlatform.Cli.Tests.Support;

/// <summary>A plugin whose sink breaks the promise its option names; asked for half or nothing, its first write waits to be killed.</summary>
internal static class CarelessPlugin
{
    private const string Source = """
        public sealed class Entry : IPlugin
        {
            public void Register(IPluginRegistry registry) =>
                registry.AddSink<CarelessOptions>("careless", "Breaks a promise.", (options, context) => new CarelessSink(options, context.Resolve(options.Root), Path.Combine(context.StateFolder, "stalled")));
        }

        public sealed record CarelessOptions { [Description("Which promise to break.")] public required string Break { get; init; } [Description("Folder.")] public string Root { get; init; } = "out"; }

        public sealed class CarelessSink(CarelessOptions options, string root, string mark) : ISink, IReadable
        {
            public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
            {
                Directory.CreateDirectory(root);
                return new(new Delivery(options.Break, Path.Combine(root, target.Name), target.Name, mark));
            }

            public ValueTask<Stream?> OpenCommittedAsync(string name, CancellationToken cancellationToken) =>
                new(File.Exists(Path.Combine(root, name)) ? File.OpenRead(Path.Combine(root, name)) : null);

            public async IAsyncEnumerable<string> ListCommittedAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
            {
                await Task.Yield();
                foreach (var file in Directory.Exists(root) ? Directory.GetFiles(root) : [])
                    yield return Path.GetFileName(file);
            }

            public ValueTask DisposeAsync() => default;
        }

        public sealed class Delivery(string how, string path, string name, string mark) : IDelivery
        {
            private readonly MemoryStream _bytes = new();

            public long Offset => 0;

            public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
            {
                _bytes.Write(bytes.Span);
                if (how == "crash")
                    Environment.Exit(139);
                if (how is not ("half" or "nothing") || File.Exists(mark))
                    return;
                if (how == "half")
                    File.WriteAllBytes(path, bytes.Span[..(bytes.Length / 2)].ToArray());
                Directory.CreateDirectory(Path.GetDirectoryName(mark)!);
                File.WriteAllText(mark, "");
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
            {
                var bytes = _bytes.ToArray();
                if (how == "altered")
                    bytes[0] ^= 1;
                if (how != "missing")
                    File.WriteAllBytes(path, bytes);
                if (how == "twice")
                    File.WriteAllBytes(path + ".copy", bytes);
                if (how == "foreign")
                    File.WriteAllText(path + ".log", "a note of the sink's own");
                return new(new Receipt(name));
            }

            public ValueTask AbandonAsync(CancellationToken cancellationToken) => default;

            public ValueTask DisposeAsync() => default;
        }
        """;

    private static readonly Lazy<byte[]> Image = new(static () => PluginFiles.Compile("careless", Source, PluginFiles.Contract));

    /// <summary>Writes the plugin, and a pipeline that uses it.</summary>
    public static PipelineFolder WithCareless(this PipelineFolder folder, string broken)
    {
        folder.Plugins.AddImage("careless", Image.Value, new { sinks = new[] { "careless" } });
        File.WriteAllText(folder.Pipeline, $$"""
            name: careless
            source: { use: lines, with: { file: notes.txt } }
            path: '{item.Name}'
            strategy: fewest_bytes
            sinks: [{ use: careless, with: { break: {{broken}} } }]
            """);
        return folder;
    }
}
