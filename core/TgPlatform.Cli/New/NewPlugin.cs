using System.Text.RegularExpressions;
using TgPlatform.Runtime.Options;

namespace TgPlatform.Cli.New;

/// <summary>The starting point of a plugin: the one of <c>plugins/README.md</c>, which is compiled and tested there, under its own name.</summary>
internal static partial class NewPlugin
{
    private const string PageName = "TgPlatform.plugins.md";

    /// <summary>Project, code, manifest, tests, and a pipeline that uses it.</summary>
    public static NewFiles Files(string name)
    {
        var type = string.Concat(name.Split('-', '_').Where(static part => part.Length > 0).Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
        var names = new PluginNames(type, OptionNames.Of(type));
        var blocks = Block().Matches(Page()).Select(static one => (Code: one.Groups["code"].Value, Text: one.Groups["text"].Value.Trim())).ToList();
        return new(
            [
                ($"{name}/{type}/{type}.csproj", PluginProjects.Plugin),
                ($"{name}/{type}/plugin.json", PluginProjects.Manifest(names)),
                ($"{name}/{type}/{type}Source.cs", Own(blocks[0], names)),
                ($"{name}/{type}/{type}Sink.cs", Own(blocks[1], names)),
                ($"{name}/{type}/{type}Strategy.cs", Own(blocks[2], names)),
                ($"{name}/{type}/{type}Plugin.cs", Own(blocks[3], names)),
                ($"{name}/{type}.Tests/{type}.Tests.csproj", PluginProjects.Tests(names)),
                ($"{name}/{type}.Tests/ContractTests.cs", PluginProjects.Suites(names)),
                ($"{name}/example.yaml", PluginProjects.Pipeline(names)),
                ($"{name}/notes.txt", "A first note.\nA second one.\nA third.\n"),
            ],
            $"Next: 'dotnet test {name}/{type}.Tests', then 'tgp run {name}/example.yaml --plugins {name}/{type}/bin/Debug/net10.0'.");
    }

    // What the page says behind a block becomes the comment above the code.
    private static string Own((string Code, string Text) block, PluginNames names)
    {
        var comment = string.Concat(block.Text.Split('\n').Select(static line => $"// {line}\n"));
        return comment + "\n" + names.Apply(block.Code);
    }

    private static string Page()
    {
        using var page = new StreamReader(typeof(NewPlugin).Assembly.GetManifestResourceStream(PageName)!);
        return page.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```\n(?<text>.*?)(?=^#|^```)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}

/// <summary>The names of a new plugin.</summary>
/// <param name="Type">In code: <c>MyNotes</c>.</param>
/// <param name="Offer">In pipelines: <c>my_notes</c>.</param>
internal sealed record PluginNames(string Type, string Offer)
{
    /// <summary>The example's code with these names.</summary>
    public string Apply(string code) => code
        .Replace("namespace Example;", $"namespace {Type};", StringComparison.Ordinal)
        .Replace("ExamplePlugin", $"{Type}Plugin", StringComparison.Ordinal)
        .Replace("LinesSource", $"{Type}Source", StringComparison.Ordinal).Replace("LinesOptions", $"{Type}SourceOptions", StringComparison.Ordinal)
        .Replace("FolderSink", $"{Type}Sink", StringComparison.Ordinal).Replace("FolderOptions", $"{Type}SinkOptions", StringComparison.Ordinal)
        .Replace("FewestBytesOptions", $"{Type}StrategyOptions", StringComparison.Ordinal).Replace("FewestBytes", $"{Type}Strategy", StringComparison.Ordinal)
        .Replace("\"lines\"", $"\"{Offer}_lines\"", StringComparison.Ordinal)
        .Replace("\"folder\"", $"\"{Offer}_folder\"", StringComparison.Ordinal)
        .Replace("\"fewest_bytes\"", $"\"{Offer}_fewest_bytes\"", StringComparison.Ordinal);
}
