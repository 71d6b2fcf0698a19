using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Pipelines;

public sealed class OverridesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_EnvironmentOverArgument_ArgumentCounts()
    {
        var pipeline = Read(["engine.consumers=9"], ("TGP_ENGINE__CONSUMERS", "8"), ("TGP_ENGINE__PRODUCERS", "7"), ("TGP_HOME", "/x"), ("OTHER__KEY", "y")).Definition!;

        Assert.Equal((9, 7), (pipeline.Engine.Consumers, pipeline.Engine.Producers));
    }

    [Fact]
    public void Read_PathsIntoListsAndShortForms_SetsThem()
    {
        var pipeline = Read(
            ["source=web", "source.with.urls=[http://a, http://b]", "source.with.headers.X-One=${ONE}", "sinks[1].with.root=/data", "sinks[0].when=item.Size > 1", "engine.cores=[1, 2]", "strategy.with.max_imbalance=0.3", "strategy.use=load_balanced"],
            ("TGP_SINKS__1__WITH__ON_CONFLICT", "skip"), ("ONE", "1")).Definition!;

        var web = (WebOptions)pipeline.Source.Options;
        Assert.Equal(["http://a", "http://b"], web.Urls.Select(static url => url.OriginalString));
        Assert.Equal("1", web.Headers["X-One"]);
        Assert.Equal(("/data", OnConflict.Skip), (((DiskOptions)pipeline.Sinks[1].Options).Root, ((DiskOptions)pipeline.Sinks[1].Options).OnConflict));
        Assert.Equal([1, 2], pipeline.Engine.Cores.Cores);
        Assert.Equal(0.3, ((BalanceOptions)pipeline.Strategy.Options).MaxImbalance);
        Assert.Equal("item.Size > 1", Assert.Single(pipeline.Hooks.Hooks).Code);
    }

    [Theory]
    [InlineData("engine.consumers=0", "--set engine.consumers: error TGP0007: engine.consumers: '0' is outside 1..1024.")]
    [InlineData("engin.consumers=1", "--set engin.consumers: error TGP0004: engin: unknown. Did you mean 'engine'?")]
    [InlineData("engine.consumer=1", "--set engine.consumer: error TGP0004: engine.consumer: unknown. Did you mean 'consumers'?")]
    [InlineData("sinks[7].with.root=x", "--set sinks[7].with.root: error TGP0007: '7' is no entry of this list. It has 2, counted from 0.")]
    [InlineData("sinks.disk=x", "--set sinks.disk: error TGP0007: 'disk' is no entry of this list. It has 2, counted from 0.")]
    [InlineData("engine", "--set: error TGP0006: 'engine' sets nothing. Write --set path=value")]
    [InlineData("=5", "--set: error TGP0006: '=5' sets nothing.")]
    [InlineData("engine.cores=[1", "--set engine.cores: error TGP0006: engine.cores:")]
    [InlineData("engine.consumers=", "--set engine.consumers: error TGP0006: engine.consumers: '' is not a whole number.")]
    [InlineData("engine.consumers=${SANDBOX_NO}", "--set engine.consumers: error TGP0010: engine.consumers: The variable SANDBOX_NO is not set. The emulated services fill it in: add --sandbox, or set it.")]
    [InlineData("engine.consumers=${NO}", "--set engine.consumers: error TGP0010: engine.consumers: The variable NO is not set.")]
    public void Read_WrongArgument_SaysWhereItCameFrom(string argument, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Read([argument]).Diagnostics.Sorted()).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("path={item.Date:yyyy}/{item.Name}", "{item.Date:yyyy}/{item.Name}")]
    [InlineData("path={item.Name}", "{item.Name}")]
    [InlineData("path=[{item.Id}] {item.Name}", "[{item.Id}] {item.Name}")]
    [InlineData("path='fixed.bin'", "fixed.bin")]
    [InlineData("path=\"it''s \\u00e4\"", "it''s ä")]
    [InlineData("path='a'/'b'", "'a'/'b'")]
    public void Read_Text_IsReadAsYamlReadsIt(string argument, string expected)
    {
        var reading = Read([argument]);

        Assert.Empty(reading.Diagnostics.Sorted());
        Assert.Equal(expected, Assert.Single(reading.Hooks.Hooks).Code);
    }

    [Fact]
    public void Read_QuotesInVariable_ArePartOfIt() =>
        Assert.Equal("'a'", Assert.Single(Read([], ("TGP_SINKS__0__PATH", "'a'")).Hooks.Hooks).Code);

    [Fact]
    public void Read_WrongVariable_SaysWhereItCameFrom() =>
        Assert.StartsWith(
            "variable TGP_ENGINE__CONSUMERS: error TGP0006: engine.consumers: 'many' is not a whole number.",
            Assert.Single(Read([], ("TGP_ENGINE__CONSUMERS", "many")).Diagnostics.Sorted()).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Read_SecretFromVariable_IsNotCalledClearText()
    {
        var reading = Read(["source.use=web", "source.with.urls=[http://a]", "source.with.user=me"], ("TGP_SOURCE__WITH__PASSWORD", "hunter2"));

        Assert.Empty(reading.Diagnostics.Sorted());
        Assert.Equal("hunter2", ((WebOptions)reading.Definition!.Source.Options).Password!.Reveal());
    }

    [Fact]
    public void Read_SecretFromArgument_WarnsOfIt() =>
        Assert.Equal(
            DiagnosticCodes.SecretInClearText,
            Assert.Single(Read(["source=web", "source.with.urls=[http://a]", "source.with.user=me", "source.with.password=hunter2"]).Diagnostics.Sorted()).Code);

    [Theory]
    [InlineData("http://me:hunter2@a/b", 1)]
    [InlineData("http://me:${PASSWORD}@a/b", 0)]
    [InlineData("http://me@a/b:c", 0)]
    public void Read_PasswordInUrl_WarnsWhereItIsInClearText(string url, int warnings) =>
        Assert.Equal(
            Enumerable.Repeat((DiagnosticCodes.SecretInClearText, "source.with.urls[0]"), warnings),
            Read(["source=web", $"source.with.urls=[\"{url}\"]"], ("PASSWORD", "x")).Diagnostics.Sorted().Select(static one => (one.Code, one.Path)));

    [Fact]
    public void Read_SandboxVariables_ComeBeforeTheEnvironment()
    {
        File.WriteAllText(_folder.At("p.yaml"), "name: ${X}\nsource: things\nsinks: [store]\n");
        var inputs = new PipelineInputs { Variables = new Dictionary<string, string> { ["X"] = "inner" }, Environment = new Dictionary<string, string> { ["X"] = "outer" } };

        Assert.Equal("inner", new PipelineReader(new FakeCatalog()).Read(_folder.At("p.yaml"), inputs).Definition!.Name);
    }

    [Fact]
    public void Inputs_ByDefault_HoldTheProcessEnvironment() => Assert.Equal(Environment.GetEnvironmentVariable("PATH"), new PipelineInputs().Environment["PATH"]);

    private PipelineReading Read(string[] overrides, params (string Name, string Value)[] environment)
    {
        File.WriteAllText(_folder.At("p.yaml"), "name: a\nsource: things\nsinks:\n  - store\n  - { use: disk, with: { root: ./a } }\n");
        return new PipelineReader(new FakeCatalog()).Read(_folder.At("p.yaml"), new() { Overrides = overrides, Environment = environment.ToDictionary(static one => one.Name, static one => one.Value) });
    }
}
