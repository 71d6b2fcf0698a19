using System.CommandLine;
using TgPlatform.Cli.Commands;

namespace TgPlatform.Cli.New;

/// <summary><c>tgp new</c>: commented starting points that work as they are.</summary>
internal static class NewCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host) => new ExampleCommand("new", "Writes a commented starting point that works as it is.")
    {
        Pipeline(host),
        Kind(host, "hook", "A C# script for 'filter: { file: NAME.csx }'.", NewHook.Files, "tgp new hook rules"),
        Kind(host, "plugin", "A plugin with a source, a sink and a strategy, the tests of what each promises, and a pipeline that uses it.", NewPlugin.Files, "tgp new plugin Notes", "dotnet test Notes/Notes.Tests"),
    };

    private static ExampleCommand Pipeline(CliHost host)
    {
        var url = new Option<string[]>("--url") { Description = "What it is to fetch; may be given several times. Without it, the files of the emulated web server that --sandbox starts.", HelpName = "URL", DefaultValueFactory = static _ => [], Arity = ArgumentArity.OneOrMore };
        var command = Kind(
            host, "pipeline", "A pipeline and its tests.", (given, name) => NewPipeline.Files(name, given.GetValue(url)!),
            "tgp new pipeline archive", "tgp new pipeline downloads --url https://example.com/a.zip --url https://example.com/b.zip");
        command.Add(url);
        return command;
    }

    private static ExampleCommand Kind(CliHost host, string kind, string description, Func<string, NewFiles> write, params string[] examples) =>
        Kind(host, kind, description, (_, name) => write(name), examples);

    private static ExampleCommand Kind(CliHost host, string kind, string description, Func<ParseResult, string, NewFiles> write, params string[] examples)
    {
        var name = new Argument<string>("NAME") { Description = "Its name: letters, digits, '-' and '_', a letter first." };
        var folder = new Option<string>("--folder") { Description = "Where it is written; here when not given.", HelpName = "DIR", DefaultValueFactory = static _ => "." };
        var command = new ExampleCommand(kind, description, examples) { name, folder };
        command.SetAction(given =>
        {
            var wanted = given.GetRequiredValue(name);
            if (wanted.Length is 0 or > 60 || !char.IsAsciiLetter(wanted[0]) || !wanted.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_'))
                throw new UsageException($"'{wanted}' cannot be a name. Use letters, digits, '-' and '_', a letter first, at most 60.");
            var files = write(given, wanted);
            foreach (var (path, text) in files.Files)
                Write(Path.Combine(given.GetRequiredValue(folder), path), text);
            foreach (var (path, _) in files.Files)
                host.Terminal.Line(Path.Combine(given.GetRequiredValue(folder), path));
            host.Terminal.Line(files.Next);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            file.Write(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(File.Exists(path) ? $"{path} is there already, and is left as it is. Choose another name." : $"{path} cannot be written: {failure.Message}", ExitCodes.RunFailed);
        }
    }
}

/// <summary>What is to be written, and what to do with it.</summary>
/// <param name="Files">Paths and texts.</param>
/// <param name="Next">One line for the person who asked.</param>
internal sealed record NewFiles(IReadOnlyList<(string Path, string Text)> Files, string Next);
