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
    [InlineData("tgp: --kills takes a whole number, not 'x'.", "chaos", "dead.yaml", "--kills", "x")]
    [InlineData("tgp: --kills: write a number from 1 to 1000000.", "chaos", "dead.yaml", "--kills", "0")]
    [InlineData("tgp: Required argument missing for option: '--kills'.", "chaos", "dead.yaml", "--kills")]
    [InlineData("tgp: --seed takes a whole number, not 'x'.", "chaos", "dead.yaml", "--seed", "x")]
    [InlineData("tgp: --least-kept takes a number, not 'x'.", "chaos", "dead.yaml", "--least-kept", "x")]
    [InlineData("tgp: --items takes a whole number, not 'x'.", "try", "dead.yaml", "--items", "x")]
    [InlineData("tgp: --format takes text, json or sarif, not 'xml'.", "lint", "dead.yaml", "--format", "xml")]
    [InlineData("tgp: --kind: 'x' is not a kind of failure.", "dead", "list", "dead.yaml", "--kind", "x")]
    [InlineData("tgp: Required argument missing for option: '--rate'.", "load", "dead.yaml", "--for", "1s", "--rate")]
    [InlineData("tgp: Required argument missing for option: '--for'.", "load", "dead.yaml", "--rate", "1/s", "--for")]
    [InlineData("tgp: Required argument missing for option: '--log-level'.", "plugins", "list", "--log-level")]
    [InlineData("tgp: Required argument missing for option: '--kind'.", "dead", "list", "dead.yaml", "--kind")]
    [InlineData("tgp: Required command was not provided.", "--plugins")]
    [InlineData("tgp: --set: 'foo' sets nothing.", "lint", "dead.yaml", "--set", "foo")]
    [InlineData("tgp: --set: '=8' sets nothing.", "lint", "dead.yaml", "--set", "=8")]
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
