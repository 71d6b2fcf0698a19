using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TgPlatform.Cli.Commands;

/// <summary>A command with examples for its help.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Command lines as a user would type them.</summary>
    public IReadOnlyList<string> Examples => examples;
}

/// <summary>The usual help, with examples and exit codes at its end.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>The command with those around it: <c>tgp plugins list</c>.</summary>
    public static string FullName(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{FullName(parent)} {command.Name}" : "tgp";

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = ExamplesOf(parseResult.CommandResult.Command).ToList();
        if (examples.Count > 0)
        {
            output.WriteLine("Examples:");
            examples.ForEach(one => output.WriteLine($"  {one}"));
            output.WriteLine();
        }

        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCodes.All)
            output.WriteLine($"  {code,3}  {meaning}");
        return result;
    }

    private static IEnumerable<string> ExamplesOf(Command command) =>
        command is ExampleCommand { Examples.Count: > 0 } one ? one.Examples : command.Subcommands.SelectMany(ExamplesOf);
}
