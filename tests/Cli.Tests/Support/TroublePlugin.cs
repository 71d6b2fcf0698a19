using TgPlatform.Runtime.Tests.Plugins;

namespace TgPlatform.Cli.Tests.Support;

/// <summary>A plugin whose source behaves as its option says: stubborn, stray, talkative, watching, waiting, clinging, or closed.</summary>
internal static class TroublePlugin
{
    private const string Source = """
        public sealed class Entry : IPlugin
        {
            public void Register(IPluginRegistry registry) =>
                registry.AddSource<TroubleOptions>("trouble", "Makes trouble.", [], (options, context) => new TroubleSource(options, context));
        }

        public sealed record TroubleOptions { [Description("What to do when content is opened.")] public required string Do { get; init; } }

        public sealed class TroubleSource(TroubleOptions options, PluginContext context) : ISource, ICheckable
        {
            public ValueTask<string> CheckAsync(CancellationToken cancellationToken) =>
                options.Do == "closed" ? throw new FailureException(FailureKind.Permanent, "nobody answers at the door") : new("somebody answers at the door");

            public IReadOnlyList<Lane> Lanes { get; } = [new("only")];

            public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
            {
                yield return new Item { Id = "item-1", Name = "1.txt", Size = 2 };
                if (options.Do == "watch")
                    await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            public async ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
            {
                await Task.Yield();
                switch (options.Do)
                {
                    case "stubborn":
                        await Task.Delay(Timeout.Infinite, CancellationToken.None);
                        break;
                    case "stray":
                        var thread = new Thread(() => throw new InvalidOperationException("lost on my own thread"));
                        thread.Start();
                        thread.Join();
                        break;
                    case "wait":
                        lane.Wait(context.Time.GetUtcNow().AddHours(2), "too many requests");
                        lane.Open();
                        break;
                    case "talkative":
                        Microsoft.Extensions.Logging.LoggerExtensions.LogWarning(context.Logger, "opening for {Visitor}", "a guest\u001b[31m");
                        break;
                }

                return new(new MemoryStream([1, 2]));
            }

            public ValueTask DisposeAsync() => options.Do == "cling" ? throw new InvalidOperationException("the door will not shut") : ValueTask.CompletedTask;
        }
        """;

    private static readonly Lazy<byte[]> Image = new(static () => PluginFiles.Compile("trouble", Source, PluginFiles.Contract));

    /// <summary>Writes the plugin, and a pipeline that uses it.</summary>
    public static PipelineFolder WithTrouble(this PipelineFolder folder, string what)
    {
        folder.Plugins.AddImage("trouble", Image.Value, new { sources = new[] { "trouble" } });
        File.WriteAllText(folder.Pipeline, $$"""
            name: trouble
            source: { use: trouble, with: { do: {{what}} } }
            strategy: fewest_bytes
            sinks: [{ use: folder, with: { root: out } }]
            retry: { attempts: 1 }
            """);
        return folder;
    }
}
