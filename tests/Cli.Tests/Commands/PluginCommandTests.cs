using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Tests.Plugins;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class PluginCommandTests : IDisposable
{
    private const string Source = """
        public sealed class Entry : IPlugin
        {
            public void Register(IPluginRegistry registry)
            {
                registry.AddCommand<GreetOptions>("people greet", "Greets somebody.", ["tgp people greet Ada --times 2"], GreetAsync);
                registry.AddCommand<NoOptions>("fail_well", "Fails as it should.", [], (_, _, _) => throw new FailureException(FailureKind.Permanent, "Nobody is here. Come later."));
                registry.AddCommand<NoOptions>("fail_badly", "Fails as it should not.", [], (_, _, _) => throw new InvalidOperationException("oops"));
                registry.AddCommand<NoOptions>("run", "Has a name that is taken.", [], (_, _, _) => Task.CompletedTask);
            }

            private static async Task GreetAsync(GreetOptions options, CommandContext context, CancellationToken cancellationToken)
            {
                var title = options.Ask ? await context.Console.AskAsync("Title", true, cancellationToken) + " " : "";
                for (var time = 0; time < options.Times; time++)
                    context.Console.Line(context.Json ? $"{{\"name\":\"{options.Name}\"}}" : $"Hello {title}{options.Name} {string.Join('+', options.Tags)}\u001b");
                context.Console.Note("done");
            }
        }

        public sealed record NoOptions;

        public sealed record GreetOptions
        {
            [Description("Who.")] public required string Name { get; init; }
            [Description("How often."), System.ComponentModel.DataAnnotations.Range(1, 3)] public int Times { get; init; } = 1;
            [Description("Asks for the title.")] public bool Ask { get; init; }
            [Description("Further words.")] public IReadOnlyList<string> Tags { get; init; } = [];
        }
        """;

    private static readonly Lazy<byte[]> Image = new(static () => PluginFiles.Compile("greeter", Source, PluginFiles.Contract));

    private readonly PluginFiles _plugins = new();

    public PluginCommandTests() => _plugins.AddImage("greeter", Image.Value, new { commands = new[] { "people greet", "fail_well", "fail_badly", "run" } });

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task Help_OptionThatNamesAnother_NamesItAsItIsTyped()
    {
        var help = await TgpRun.OfAsync(FileCopies.Plugins, "s3", "clean", "--help");

        Assert.Contains("Access key id; needs --secret-key.", help.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret_key", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ArgumentsAndOptions_ReachTheCommand()
    {
        var run = await RunAsync("", "people", "greet", "Ada", "--times", "2", "--tags", "a", "--tags", "b");

        Assert.Equal((0, "Hello Ada a+b\\u001b\nHello Ada a+b\\u001b\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")));
        Assert.Contains("done", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Asked_IsAnswered()
    {
        var run = await RunAsync("Countess\n", "people", "greet", "Ada", "--ask", "--quiet");

        Assert.Equal((0, "Hello Countess Ada \\u001b"), (run.ExitCode, run.Output.Trim()));
        Assert.Contains("Title: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("done", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_InputEnds_SaysSo()
    {
        var run = await RunAsync("", "people", "greet", "Ada", "--ask");

        Assert.Equal(ExitCodes.RunFailed, run.ExitCode);
        Assert.Contains("The input has ended", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCodes.WrongUsage, "--times: '9' is outside 1..3", "people", "greet", "Ada", "--times", "9")]
    [InlineData(ExitCodes.WrongUsage, "--times: 'x'", "people", "greet", "Ada", "--times", "x")]
    [InlineData(ExitCodes.WrongUsage, "NAME", "people", "greet")]
    [InlineData(ExitCodes.WrongUsage, "Did you mean 'greet'?", "people", "great")]
    [InlineData(ExitCodes.WrongUsage, "Did you mean 'fail-well'?", "fail-wel")]
    [InlineData(ExitCodes.RunFailed, "tgp: Nobody is here. Come later.", "fail-well")]
    [InlineData(ExitCodes.RunFailed, "the command 'fail_badly' of the plugin 'greeter' failed: InvalidOperationException: oops", "fail-badly")]
    public async Task Run_WhatIsWrong_IsOneLine(int code, string line, params string[] arguments)
    {
        var run = await RunAsync("", arguments);

        Assert.Equal(code, run.ExitCode);
        Assert.True(run.Error.Contains(line, StringComparison.Ordinal), run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfRootAndCommand_ShowsThem()
    {
        var root = await RunAsync("", "--help");
        var greet = await RunAsync("", "people", "greet", "--help");

        Assert.Contains("fail-well", root.Output, StringComparison.Ordinal);
        Assert.Contains("'run', which tgp has itself", root.Error, StringComparison.Ordinal);
        Assert.Contains("tgp people greet Ada --times 2", greet.Output, StringComparison.Ordinal);
        Assert.Contains("[default: 1]", greet.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BrokenPlugin_SaysWhy()
    {
        using var plugins = new PluginFiles();
        plugins.AddImage("greeter", [1, 2, 3], new { commands = new[] { "greet" } });

        var run = await TgpRun.OfAsync(plugins.Root, "greet", "Ada");

        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
        Assert.Contains("The plugin 'greeter'", run.Error, StringComparison.Ordinal);
    }

    private Task<TgpRun> RunAsync(string input, params string[] arguments) =>
        TgpRun.OfAsync(_plugins.Root, new Dictionary<string, string>(), TimeProvider.System, input, arguments);
}
