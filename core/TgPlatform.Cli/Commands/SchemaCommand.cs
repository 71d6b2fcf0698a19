using System.CommandLine;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Cli.Commands;

/// <summary><c>tgp schema</c>: what editors complete and check pipeline files by.</summary>
internal static class SchemaCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var output = new Option<string?>("--output", "-o") { Description = "A file that takes the schema instead of the terminal.", HelpName = "FILE" };
        var schema = new ExampleCommand(
            "schema", "Prints the JSON Schema of pipeline files with the options of every plugin, for editors: '# yaml-language-server: $schema=pipeline.schema.json' in a file's first line uses it.",
            "tgp schema --output pipeline.schema.json") { output };
        schema.SetAction(given =>
        {
            var text = PipelineSchema.Write(global.OpenCatalog(given));
            if (given.GetValue(output) is { } file)
                OutputFile.Write(file, text + "\n");
            else
                host.Terminal.Output.WriteLine(text);
            return ExitCodes.Success;
        });
        return schema;
    }
}
