using System.Text.Json;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Tests.Plugins;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class PluginsCommandTests : IDisposable
{
    private const string Documented = """
        public enum Mode { Fast, VerySafe }
        public sealed record Limits { [Description("Most bytes per second.")] public ByteSize? Rate { get; init; } }
        public sealed record DocumentedOptions
        {
            [Description("The lane that takes all.")] [Example("main")] public required string LaneName { get; init; }
            [Description("How many at once.")] [System.ComponentModel.DataAnnotations.Range(1, 64)] public int Width { get; init; } = 4;
            [Description("How long to wait.")] public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
            [Description("How careful to be.")] public Mode Mode { get; init; } = Mode.VerySafe;
            [Description("The key.")] public Secret? Key { get; init; }
            [Description("Limits.")] public Limits Limits { get; init; } = new();
        }
        """;

    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task List_GoodAndBrokenPlugins_ShowsStateAndReasonAndFails()
    {
        _files.Add("good", PluginSources.Good()).Add("torn", PluginSources.WithRegister("throw new InvalidOperationException(\"no licence\");"), new { sinks = new[] { "torn" } });

        var run = await TgpRun.OfAsync(_files.Root, "plugins", "list");

        Assert.Equal(
            ["PLUGIN  VERSION  STATE   PROVIDES", "good    1.2.3    ready   strategy first", "torn    1.2.3    broken  sink torn"],
            run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal($"torn ({_files.FolderOf("torn")}): Its Register threw InvalidOperationException: no licence", run.Error.Trim());
        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
    }

    [Fact]
    public async Task List_AllGood_Succeeds()
    {
        _files.Add("good", PluginSources.Good());

        var run = await TgpRun.OfAsync(_files.Root, "plugins", "list");

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task List_TwoPluginsWithOneName_NamesBothAndFails()
    {
        _files.Add("a", PluginSources.Good()).Add("b", PluginSources.Good());

        var run = await TgpRun.OfAsync(_files.Root, "plugins", "list");

        Assert.Contains($"2 plugins offer the strategy 'first': 'a' in {_files.FolderOf("a")} and 'b' in {_files.FolderOf("b")}.", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
    }

    [Fact]
    public async Task List_Json_IsOneObjectWithEveryPlugin()
    {
        _files.Add("good", PluginSources.Good()).AddFile("bare", "bare.dll", [1]);

        using var json = JsonDocument.Parse((await TgpRun.OfAsync(_files.Root, "plugins", "list", "--json")).Output);

        var plugins = json.RootElement.GetProperty("plugins");
        Assert.Equal(["bare:broken", "good:ready"], plugins.EnumerateArray().Select(static one => $"{one.GetProperty("name")}:{one.GetProperty("state")}"));
        var offer = Assert.Single(plugins[1].GetProperty("provides").EnumerateArray());
        Assert.Equal(("strategy", "first"), (offer.GetProperty("role").GetString(), offer.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task List_FoldersFromOptionAndVariable_AreAllRead()
    {
        using var other = new PluginFiles();
        using var third = new PluginFiles();
        other.Add("option", PluginSources.Good("by_option"), new { strategies = new[] { "by_option" } });
        third.Add("variable", PluginSources.Good("by_variable"), new { strategies = new[] { "by_variable" } });
        _files.Add("built_in", PluginSources.Good());

        var run = await TgpRun.OfAsync(_files.Root, new Dictionary<string, string> { ["TGP_PLUGINS"] = third.Root }, "plugins", "list", "--plugins", other.Root);

        Assert.Equal(["built_in", "option", "variable"], run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task List_HostileManifest_PrintsNoControlCharacters()
    {
        _files.AddFile("evil", "plugin.json", """{ "name": "x", "version": "1", "assembly": "x.dll", "description": "d", "provides": { "sinks": ["\u001b[2J\u202e"] } }"""u8.ToArray());

        var run = await TgpRun.OfAsync(_files.Root, "plugins", "list");

        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Contains("\\u001b[2J\\u202e", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Offer_ShowsTypesUnitsDefaultsAndExamples()
    {
        AddDocumented();

        var run = await TgpRun.OfAsync(_files.Root, "plugins", "describe", "first");

        Assert.Equal(
            """
            strategy first (plugin documented)
              Text.

            options:
              lane_name: text, required
                  The lane that takes all.
                  For instance lane_name: main
              width: whole number, 1..64, default 4
                  How many at once.
              patience: duration (ms, s, m, h, d), default 30s
                  How long to wait.
              mode: fast | very_safe, default very_safe
                  How careful to be.
              key: secret, off when not given
                  The key.
              limits: section
                  Limits.
                  rate: size (B, KiB, MiB, GiB, TiB, KB, MB, GB, TB), off when not given
                      Most bytes per second.

            """,
            run.Output.TrimEnd() + "\n",
            ignoreLineEndingDifferences: true);
        Assert.Equal(ExitCodes.Success, run.ExitCode);
    }

    [Fact]
    public async Task Describe_PluginName_ShowsEverythingItOffers()
    {
        _files.Add("both", PluginSources.WithRegister(PluginSources.Strategy("one") + PluginSources.Strategy("two")), new { strategies = new[] { "one", "two" } });

        var run = await TgpRun.OfAsync(_files.Root, "plugins", "describe", "both");

        Assert.Contains("strategy one (plugin both)", run.Output, StringComparison.Ordinal);
        Assert.Contains("strategy two (plugin both)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Json_HoldsWhatTheTextHolds()
    {
        AddDocumented();

        using var json = JsonDocument.Parse((await TgpRun.OfAsync(_files.Root, "plugins", "describe", "first", "--json")).Output);

        var options = json.RootElement[0].GetProperty("options");
        Assert.Equal(["lane_name", "width", "patience", "mode", "key", "limits"], options.EnumerateArray().Select(static one => one.GetProperty("name").GetString()));
        Assert.True(options[0].GetProperty("required").GetBoolean());
        Assert.Equal("1..64", options[1].GetProperty("range").GetString());
        Assert.Equal("30s", options[2].GetProperty("default").GetString());
        Assert.Equal(["fast", "very_safe"], options[3].GetProperty("choices").EnumerateArray().Select(static one => one.GetString()));
        Assert.Equal("rate", options[5].GetProperty("options")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("nothing", ExitCodes.WrongUsage, "No plugin offers 'nothing', and none is called so. Known here: torn.")]
    [InlineData("tron", ExitCodes.WrongUsage, "Did you mean 'torn'?")]
    [InlineData("torn", ExitCodes.WrongPipeline, "Its Register threw InvalidOperationException: no licence")]
    public async Task Describe_WhatCannotBeDescribed_SaysWhy(string name, int exitCode, string reason)
    {
        _files.Add("torn", PluginSources.WithRegister("throw new InvalidOperationException(\"no licence\");"), new { sinks = new[] { "torn" } });

        var run = await TgpRun.OfAsync(_files.Root, "plugins", "describe", name);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private void AddDocumented() => _files.Add(
        "documented", Documented + PluginSources.WithRegister("""registry.AddStrategy<DocumentedOptions>("first", "Text.", (_, _) => new First(new()));"""));
}
