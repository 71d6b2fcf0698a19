using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class TgpCommandLineTests
{
    [Theory]
    [InlineData("tgp: 'plugin' is not known here. Did you mean 'plugins'?", "plugin")]
    [InlineData("tgp: 'frobnicate' is not known here.", "frobnicate")]
    [InlineData("tgp: '--jsn' is not known here. Did you mean '--json'?", "plugins", "list", "--jsn")]
    [InlineData("tgp: '--plugin' is not known here. Did you mean '--plugins'?", "plugins", "list", "--plugin")]
    [InlineData("tgp: Required command was not provided.", "plugins")]
    [InlineData("tgp: Required argument 'NAME' missing for command: 'describe'.", "plugins", "describe")]
    [InlineData("tgp: --log-level: 'loud' is not a level.", "plugins", "list", "--log-level", "loud")]
    [InlineData("tgp: --plugins: the folder '/does/not/exist' does not exist.", "plugins", "list", "--plugins", "/does/not/exist")]
    public async Task Run_WrongArguments_SaysWhatInOneLineAndExitsWithTwo(string expected, params string[] arguments)
    {
        var run = await TgpRun.OfAsync("/nowhere", arguments);

        Assert.Equal((ExitCodes.WrongUsage, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ForAnUnknownCommand_SaysThatItIsUnknown()
    {
        var run = await TgpRun.OfAsync("/nowhere", "lnit", "--help");

        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("'lnit' is not known here. Did you mean 'lint'?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PluginsVariableNamesMissingFolder_SaysWhichVariable()
    {
        var run = await TgpRun.OfAsync("/nowhere", new Dictionary<string, string> { ["TGP_PLUGINS"] = "/does/not/exist" }, "plugins", "list");

        Assert.Equal((ExitCodes.WrongUsage, "tgp: TGP_PLUGINS: the folder '/does/not/exist' does not exist. Correct it, or leave it out."), (run.ExitCode, run.Error.Trim()));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("plugins", "--help")]
    [InlineData("plugins", "describe", "--help")]
    public async Task Run_Help_EndsWithExamplesAndEveryExitCode(params string[] arguments)
    {
        var run = await TgpRun.OfAsync("/nowhere", arguments);

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        Assert.Contains("Examples:" + Environment.NewLine + "  tgp ", run.Output, StringComparison.Ordinal);
        Assert.All(ExitCodes.All, one => Assert.Contains($"{one.Code,3}  {one.Meaning}", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_EveryExampleOfTheHelp_IsUnderstood()
    {
        var help = await TgpRun.OfAsync("/nowhere", "--help");
        var examples = help.Output.Split(Environment.NewLine).Where(static line => line.StartsWith("  tgp ", StringComparison.Ordinal) && !line.Contains('[', StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var run = await TgpRun.OfAsync("/nowhere", [.. System.Text.RegularExpressions.Regex.Matches(example.Split(['>', '<', '|', '&'])[0], "'[^']*'|\"[^\"]*\"|\\S+").Skip(1).Select(static word => word.Value), "--help"]);
            Assert.True(run.ExitCode == ExitCodes.Success, $"{example}: {run.Error}");
        }
    }
}
