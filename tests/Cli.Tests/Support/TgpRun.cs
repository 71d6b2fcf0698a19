using TgPlatform.Cli;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Tests.Support;

/// <summary>One call of <c>tgp</c> inside the test process, and what it said.</summary>
internal sealed record TgpRun(int ExitCode, string Output, string Error)
{
    public static Task<TgpRun> OfAsync(string builtInPlugins, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        OfAsync(builtInPlugins, variables, TimeProvider.System, arguments);

    public static Task<TgpRun> OfAsync(string builtInPlugins, IReadOnlyDictionary<string, string> variables, TimeProvider time, params string[] arguments) =>
        OfAsync(builtInPlugins, variables, time, "", arguments);

    /// <summary>With lines piped in.</summary>
    public static Task<TgpRun> OfAsync(string builtInPlugins, IReadOnlyDictionary<string, string> variables, TimeProvider time, string input, string[] arguments) =>
        OfAsync(builtInPlugins, variables, time, new(new StringReader(input), keys: null), isLive: false, arguments);

    /// <summary>With somebody at a terminal who types lines.</summary>
    public static Task<TgpRun> AtTerminalAsync(string builtInPlugins, string typed, params string[] arguments) =>
        OfAsync(builtInPlugins, new Dictionary<string, string>(), TimeProvider.System, new(new StringReader(typed), keys: static () => default), isLive: true, arguments);

    public static Task<TgpRun> OfAsync(string builtInPlugins, params string[] arguments) => OfAsync(builtInPlugins, new Dictionary<string, string>(), arguments);

    private static async Task<TgpRun> OfAsync(string builtInPlugins, IReadOnlyDictionary<string, string> variables, TimeProvider time, Answers answers, bool isLive, string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new CliHost(new(output, error, isLive), builtInPlugins, variables.GetValueOrDefault, time) { Answers = answers };
        var code = await TgpCommandLine.RunAsync(arguments, host);
        return new(code, output.ToString(), error.ToString());
    }
}
