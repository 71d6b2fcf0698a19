using System.CommandLine;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Plugins;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Hooks.Help;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning.Samples;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Testing;
using static TgPlatform.Cli.Tests.Reference.Markdown;

namespace TgPlatform.Cli.Tests.Reference;

/// <summary>The pages of <c>core/reference/</c>, made from the code.</summary>
internal static class ReferencePages
{
    private static readonly string[] Roles = ["source", "sink", "strategy", "sandbox"];

    private static readonly PluginCatalog Catalog = new([FileCopies.Plugins]);

    /// <summary>File names with what makes them.</summary>
    public static IReadOnlyDictionary<string, Func<string>> All { get; } = new Dictionary<string, Func<string>>
    {
        ["pipeline.md"] = Pipeline,
        ["tests.md"] = Tests,
        ["hooks.md"] = Hooks,
        ["plugins.md"] = Plugins,
        ["commands.md"] = Commands,
        ["codes.md"] = Codes,
        ["pipeline.schema.json"] = static () => PipelineSchema.Write(Catalog) + "\n",
    };

    private static string Pipeline() => Page(
        "The pipeline file",
        ["Editors complete and check by [`pipeline.schema.json`](pipeline.schema.json), which `tgp schema` prints with the options of your own plugins in it."],
        Options(OptionModel.For(typeof(PipelineDocument))),
        ["## `source` and `strategy`", "", "A plugin's name, or a mapping:"],
        Options(OptionModel.For(typeof(UseDocument))),
        ["## Each of `sinks`", "", "A plugin's name, or a mapping:"],
        Options(OptionModel.For(typeof(SinkDocument))));

    private static string Tests() => Page(
        "The file of tests",
        ["`tgp test` runs it. Its name is the pipeline's with `_test` behind, or it names the pipeline."],
        Options(OptionModel.For(typeof(TestFileDocument))),
        ["## Each of `tests`"],
        Options(OptionModel.For(typeof(TestDocument))),
        ["## Each of `given`", "", "The same keys, as JSON and one item per line, are a file of samples for `sample:`, `tgp plan --sample` and `tgp try --sample`; `tgp plan --record` writes one."],
        Options(OptionModel.For(typeof(ItemDocument))));

    private static string Hooks() => Page(
        "What hooks may use",
        ["Forms, rules and examples: [`Hooks/README.md`](../TgPlatform.Runtime/Hooks/README.md). `tgp fields SOURCE` lists these members together with the fields of a source."],
        ["## The item"],
        Table(["member", "type", "what it is"], HookHelp.ItemMembers.Select(static one => one.Signature.Split(" → ") is [var written, var type] ? new[] { Code(written), Code(type), one.Summary } : [Code($"item.{one.Name}"), Code(one.Signature), one.Summary])),
        ["## What a field read by its name holds"],
        Table(["member", "type", "what it is"], HookHelp.FieldMembers.Select(static one => new[] { Code($"item[\"name\"].{one.Name}"), Code(one.Signature), one.Summary })),
        ["## Functions"],
        HookHelp.Functions.SelectMany(static one => new[] { $"- {Code(one.Signature)}: {one.Summary}" }.Concat(one.Parameters.Select(static parameter => $"  - {Code(parameter.Name)}: {parameter.Text}"))),
        ["## Names"],
        Table(["name", "what it is"], HookHelp.Names.Select(static one => new[] { Code(one.Name), one.Summary })));

    private static string Plugins() => Page(
        "The built-in plugins",
        [.. Catalog.Plugins.SelectMany(static plugin => plugin.Load()).Where(static offer => Roles.Contains(OfferText.RoleOf(offer).Split(' ')[^1])).OrderBy(static offer => Array.IndexOf(Roles, OfferText.RoleOf(offer).Split(' ')[^1])).ThenBy(static offer => offer.Name, StringComparer.Ordinal).Select(OfOffer)]);

    private static IEnumerable<string> OfOffer(Offer offer)
    {
        yield return $"## {OfferText.RoleOf(offer)} `{offer.Name}`";
        yield return "";
        yield return offer.Description;
        if (offer is not SandboxOffer && OptionModel.For(offer.OptionsType) is { Options.Count: > 0 } model)
        {
            yield return "";
            foreach (var line in Options(model))
                yield return line;
        }

        if (offer is not SourceOffer { Fields.Count: > 0 } source)
            yield break;
        yield return "";
        var properties = FieldNames.ByProperty(source.Fields).ToDictionary(static pair => pair.Value, static pair => pair.Key);
        foreach (var line in Table(["field", "in hooks", "type", "what it holds"], source.Fields.Select(one => new[] { Code(one.Name), Code(properties.TryGetValue(one, out var property) ? $"item.{property}" : $"item[\"{one.Name}\"]"), OptionNames.Of(one.Type.ToString()).Replace('_', ' '), $"{one.Description} For instance {Code(one.Example)}." })))
            yield return line;
    }

    private static string Codes() => Page(
        "Exit codes and error codes",
        ["## What `tgp` tells the shell"],
        Table(["code", "meaning"], ExitCodes.All.Select(static one => new[] { Code($"{one.Code}"), one.Meaning })),
        ["## What findings are called", "", "A code keeps its meaning for ever."],
        Table(["code", "meaning"], DiagnosticCodes.Meanings.Select(static one => new[] { Code(one.Key), one.Value })));

    /// <summary>The whole command line, with the commands of the built-in plugins.</summary>
    public static RootCommand CommandLine()
    {
        var host = new CliHost(new(TextWriter.Null, TextWriter.Null, isLive: false), FileCopies.Plugins, static _ => null, TimeProvider.System);
        var options = new GlobalOptions(host);
        var root = TgpCommandLine.Build(host, options);
        PluginCommands.AddTo(root, host, options, Catalog);
        return root;
    }

    private static string Commands()
    {
        var root = CommandLine();
        return Page("Commands", [.. root.Subcommands.SelectMany(Leaves).Select(static one => OfCommand(one)), ["## Options of every command", "", .. OptionsOf(root)]]);
    }

    /// <summary>The commands that do something, below one.</summary>
    public static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    private static IEnumerable<string> OfCommand(Command command)
    {
        yield return $"## `{string.Join(' ', command.Arguments.Select(static one => one.Name.ToUpperInvariant()).Prepend(ExampleHelp.FullName(command)))}`";
        yield return "";
        yield return command.Description ?? "";
        if (command is ExampleCommand { Examples.Count: > 0 } example)
        {
            yield return "";
            yield return "```sh";
            foreach (var line in example.Examples)
                yield return line;
            yield return "```";
        }

        if (command.Arguments.Count + command.Options.Count > 0)
            yield return "";
        foreach (var line in OptionsOf(command))
            yield return line;
    }

    private static IEnumerable<string> OptionsOf(Command command) =>
        command.Arguments.Count + command.Options.Count(IsOwn) == 0 ? [] : Table(
            ["what", "meaning"],
            command.Arguments.Select(static one => new[] { Code(one.Name.ToUpperInvariant()), one.Description ?? "" }).Concat(command.Options.Where(IsOwn).Select(static one => new[] { Code(one.HelpName is { } value ? $"{one.Name} {value}" : one.Name), one.Description ?? "" })));

    private static bool IsOwn(Option option) => !option.Hidden && option.Name is not ("--help" or "--version");
}
