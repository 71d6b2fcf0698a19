using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Pipelines;

public sealed class PipelineReaderTests : IDisposable
{
    private const string Full = """
        # yaml-language-server: $schema=./tgp.schema.json
        name: channel-archive
        source:
          use: web
          with:
            urls: [ "${HOST}/a", 'http://b/${MISSING:-c d}' ]
            parts: 4
            limit: 5000000000
            jitter: 0.25
            watch: true
            timeout: 1m30s
            user: me
            password: ${PASSWORD}
            since: 2026-01-31
            headers: { X-One: "$${not}", "X Two": '2' }
            proxy: { address: "http://p:1", ports: [80, 81], token: "${file:token.txt}" }
        filter: item.Size < 2.GB() && item.Extension is not ".exe"   # no programs
        path: "{item.Chat}/{item.Date:yyyy-MM}/{item.Name}"
        priority: |
          var one = 1;
            return one;
        load: { file: load.csx }
        strategy: { use: load_balanced, with: { max_imbalance: 0.2 } }
        sinks:
          - use: disk
            with: { root: ./downloads, on_conflict: keep_both, write_buffer: 1MiB }
          - use: rows
            name: fields
            when: 'item.Kind == "it''s"'
            path: item
            batch: { items: 10, bytes: 1MB, age: 500ms }
          - store
        engine: { producers: 3, buffer: { bytes: 512MiB }, cores: [1, 2], cpu_threshold: 90 }
        retry: { attempts: 7, backoff: 2s..1m }
        logging: { level: debug, file: logs/x.log, progress_interval: 2s }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_EveryKey_BindsAll()
    {
        Write("token.txt", "s3cret\n");
        Write("load.csx", "return 1.5;");

        var reading = Read(Full, new() { Environment = new Dictionary<string, string> { ["HOST"] = "http://a", ["PASSWORD"] = "p" } });

        Assert.Empty(reading.Diagnostics.Sorted());
        var pipeline = reading.Definition!;
        var web = (WebOptions)pipeline.Source.Options;
        Assert.Equal("channel-archive", pipeline.Name);
        Assert.Equal(["http://a/a", "http://b/c d"], web.Urls.Select(static url => url.OriginalString));
        Assert.Equal((4, 5_000_000_000, 0.25, true, TimeSpan.FromSeconds(90)), (web.Parts, web.Limit, web.Jitter, web.Watch, web.Timeout));
        Assert.Equal(("p", "s3cret"), (web.Password!.Reveal(), web.Proxy!.Token!.Reveal()));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), web.Since);
        Assert.Equal([new("X-One", "${not}"), new("X Two", "2")], web.Headers);
        Assert.Equal([80, 81], web.Proxy.Ports);
        Assert.Equal(["disk", "fields", "store"], pipeline.Sinks.Select(static sink => sink.Name));
        var disk = (DiskOptions)pipeline.Sinks[0].Options;
        Assert.Equal(("./downloads", OnConflict.KeepBoth, ByteSize.FromMiB(1)), (disk.Root, disk.OnConflict, disk.WriteBuffer));
        Assert.Equal((10, 1_000_000, TimeSpan.FromMilliseconds(500)), (pipeline.Sinks[1].Batch.Items, pipeline.Sinks[1].Batch.Bytes.Bytes, pipeline.Sinks[1].Batch.Age));
        Assert.Equal(0.2, ((BalanceOptions)pipeline.Strategy.Options).MaxImbalance);
        Assert.Equal((3, 64, ByteSize.FromMiB(512), 90), (pipeline.Engine.Producers, pipeline.Engine.Buffer.Items, pipeline.Engine.Buffer.Bytes, pipeline.Engine.CpuThreshold));
        Assert.Equal([1, 2], pipeline.Engine.Cores.Cores);
        Assert.Equal("2s..1m", pipeline.Retry.Backoff.ToString());
        Assert.Equal(_folder.At("logs/x.log"), pipeline.Logging.File);
        Assert.Equal(_folder.At("pipe.yaml"), pipeline.File);
    }

    [Fact]
    public void Read_Hooks_KeepsCodeAndExactPlaces()
    {
        Write("token.txt", "s3cret\n");
        Write("load.csx", "return 1.5;");

        var reading = Read(Full, new() { Environment = new Dictionary<string, string> { ["HOST"] = "http://a", ["PASSWORD"] = "p" } });

        var yaml = _folder.At("pipe.yaml");
        Assert.Equal(
            [
                new(HookRole.Filter, null, "item.Size < 2.GB() && item.Extension is not \".exe\"", new(yaml, 17, 9), 0, false, "filter"),
                new(HookRole.Path, null, "{item.Chat}/{item.Date:yyyy-MM}/{item.Name}", new(yaml, 18, 8), 0, false, "path"),
                new(HookRole.Priority, null, "var one = 1;\n  return one;", new(yaml, 20, 3), 2, false, "priority"),
                new(HookRole.Load, null, "return 1.5;", new(_folder.At("load.csx"), 1, 1), 0, true, "load"),
                new(HookRole.When, 1, "item.Kind == \"it's\"", new(yaml, 29, 12), 0, false, "sinks[1].when"),
                new(HookRole.Path, 1, "item", new(yaml, 30, 11), 0, false, "sinks[1].path"),
            ],
            reading.Definition!.Hooks.Hooks.Select(static one => one with { Map = null }));
    }

    [Fact]
    public void Read_ShortForms_FillsDefaults()
    {
        var pipeline = Read("name: short\nsource: things\nsinks: [store]\nengine:\nretry: ~\n").Definition!;

        Assert.Equal("media_group_aware", pipeline.Strategy.Offer.Name);
        Assert.Equal(96, pipeline.Engine.Producers);
        Assert.Empty(pipeline.Hooks.Hooks);
    }

    [Fact]
    public void Read_AnchorsAndMergeKeys_FollowsThem()
    {
        var pipeline = Read("""
            name: merged
            source: things
            sinks:
              - { use: disk, name: one, with: &base { root: ./a, on_conflict: skip } }
              - { use: disk, name: two, with: { <<: *base, root: ./b } }
              - { use: disk, name: three, with: *base }
            """).Definition!;

        Assert.Equal(
            [("./a", OnConflict.Skip), ("./b", OnConflict.Skip), ("./a", OnConflict.Skip)],
            pipeline.Sinks.Select(static sink => (DiskOptions)sink.Options).Select(static disk => (disk.Root, disk.OnConflict)));
    }

    [Theory]
    [InlineData("\ufeffname: a\nsource: things\nsinks: [store]\n")]
    [InlineData("name: a\r\nsource: things\r\nsinks:\r\n  - use: store\r\n    when: |\r\n      true\r\n")]
    [InlineData("%YAML 1.2\n---\nname: a\nsource: things\nsinks: [store]\n...\n")]
    [InlineData("{\"name\": \"a\", \"source\": \"things\", \"sinks\": [\"store\"]}")]
    public void Read_OtherWaysToWriteIt_ReadsTheSame(string text)
    {
        var reading = Read(text);

        Assert.Empty(reading.Diagnostics.Sorted());
        Assert.Equal("a", reading.Definition!.Name);
    }

    [Fact]
    public void Read_SecretInClearText_WarnsWithoutShowingIt()
    {
        var reading = Read("name: a\nsource: { use: web, with: { urls: [http://a], user: me, password: hunter2 } }\nsinks: [store]\n");

        var warning = Assert.Single(reading.Diagnostics.Sorted());
        Assert.Equal((Severity.Warning, DiagnosticCodes.SecretInClearText), (warning.Severity, warning.Code));
        Assert.DoesNotContain("hunter2", warning.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", reading.Definition!.ToString(), StringComparison.Ordinal);
    }

    private PipelineReading Read(string text, PipelineInputs? inputs = null)
    {
        Write("pipe.yaml", text);
        return new PipelineReader(new FakeCatalog()).Read(_folder.At("pipe.yaml"), inputs ?? new() { Environment = new Dictionary<string, string>() });
    }

    private void Write(string name, string text) => File.WriteAllText(_folder.At(name), text);
}
