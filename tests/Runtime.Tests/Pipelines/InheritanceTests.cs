using TgPlatform.Contracts;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Pipelines;

public sealed class InheritanceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_DefaultsAndTemplates_OwnKeysCountFirst()
    {
        Write("general.yaml", """
            engine: { producers: 2, consumers: 3, buffer: { items: 9 } }
            retry: { attempts: 9 }
            templates:
              disk: { use: disk, with: { root: ./general, on_conflict: skip, write_buffer: 8KiB }, when: item.Size > 1 }
            """);
        Write("near.yaml", "engine: { consumers: 4, buffer: { bytes: 1MiB } }\ntemplates: { disk: { with: { root: ./near } } }\n");
        Write("p.yaml", """
            name: a
            defaults: [general.yaml, near.yaml]
            source: things
            sinks:
              - { template: disk, name: one }
              - { template: disk, name: two, with: { root: ./own }, when: item.Size > 2 }
            engine: { buffer: { bytes: 2MiB } }
            """);

        var reading = new PipelineReader(new FakeCatalog()).Read(_folder.At("p.yaml"), new() { Overrides = ["retry.attempts=3"], Environment = new Dictionary<string, string>() });

        Assert.Empty(reading.Diagnostics.Sorted());
        var pipeline = reading.Definition!;
        Assert.Equal((2, 4, 9, ByteSize.FromMiB(2), 3), (pipeline.Engine.Producers, pipeline.Engine.Consumers, pipeline.Engine.Buffer.Items, pipeline.Engine.Buffer.Bytes, pipeline.Retry.Attempts));
        Assert.Equal(
            [new DiskOptions { Root = "./near", OnConflict = OnConflict.Skip, WriteBuffer = ByteSize.FromKiB(8) }, new DiskOptions { Root = "./own", OnConflict = OnConflict.Skip, WriteBuffer = ByteSize.FromKiB(8) }],
            pipeline.Sinks.Select(static sink => (DiskOptions)sink.Options));
        Assert.Equal([("general.yaml", "item.Size > 1"), ("p.yaml", "item.Size > 2")], pipeline.Hooks.Hooks.Select(static hook => (Path.GetFileName(hook.Location.File), hook.Code)));
    }

    private void Write(string name, string text) => File.WriteAllText(_folder.At(name), text);
}
