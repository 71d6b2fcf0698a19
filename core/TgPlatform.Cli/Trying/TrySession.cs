using System.Globalization;
using System.Text.RegularExpressions;
using TgPlatform.Cli.Planning;
using TgPlatform.Cli.Plugins;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks.Help;
using TgPlatform.Runtime.Hooks.Prompt;
using TgPlatform.Runtime.Planning;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Trying;

/// <summary>Reads lines, runs each on the items at hand, and prints what it gives.</summary>
internal sealed partial class TrySession(CliHost host, HookPrompt prompt, PlanSession plan, SourceOffer source, IReadOnlyList<PlannedItem> found)
{
    private const string Prompt = "tgp> ";

    private static readonly (string Command, string Meaning)[] Commands =
    [
        (":items", "the items at hand, with their numbers"),
        (":item N", "run lines on this item only; ':item all' on all again"),
        (":explain N", "everything about an item, and what the pipeline's hooks say of it"),
        (":fields", "what hooks may use"),
        (":help NAME", "what a function of the library does"),
        (":complete TEXT", "what may stand where the text ends, as Tab shows it"),
        (":quit", "end; so does Ctrl-D"),
    ];

    private readonly Terminal _terminal = host.Terminal;
    private IReadOnlyList<Item> _items = [.. found.Select(static one => one.Item)];

    /// <summary>Runs until the input ends.</summary>
    /// <returns>The exit code: a line of piped input that is wrong makes it a failure, at a keyboard it does not.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (read, isInteractive) = (host.Answers.Lines(Prompt, prompt.Complete, host.Terminal.Output), host.Answers.IsInteractive);
        var wrong = 0;
        if (isInteractive)
            _terminal.Line($"{found.Count} items of {source.Name}. Type C# as hooks have it: item.Size > 5.MB(), or path: {{item.Name}}. ':help' shows more.");
        while (!cancellation.IsCancellationRequested && read() is { } line && line.Trim() is not ":quit")
        {
            if (line.Trim().Length > 0 && !(line.Trim()[0] == ':' ? Obey(line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries)) : await AskAsync(line)))
                wrong++;
        }

        return wrong == 0 || isInteractive ? ExitCodes.Success : ExitCodes.ItemsFailed;
    }

    private async Task<bool> AskAsync(string line)
    {
        var answer = await prompt.AskAsync(line, _items);
        foreach (var problem in answer.Problems)
        {
            _terminal.Line($"  {line}");
            _terminal.Line($"  {new string(' ', problem.Column - 1)}^ {problem.Message}");
        }

        if (answer.Results.Count > 0)
            Print(answer.Results.Select(static one => new[] { $"  {one.Item.Name}", one.Failed ? $"fails: {one.Text}" : one.Text }));
        if (SizeAsked().IsMatch(line) && answer.Results.Count(static one => one.Item is { Size: null, HasContent: true }) is > 0 and var unknown)
            _terminal.Line($"  The size of {Units.Items(unknown)} is unknown before opening: null, and comparing null is false. In a pipeline the filter is asked again when it is known.");
        return answer.Problems.Count == 0 && !answer.Results.Any(static one => one.Failed);
    }

    private bool Obey(string[] words)
    {
        var argument = words.ElementAtOrDefault(1) ?? "";
        switch (words[0])
        {
            case ":items":
                Print(found.Select(static (one, index) => new[] { $"  {index + 1}", one.Item.Name, OfSize(one.Item), PlanText.Word(one) }));
                return true;
            case ":item" when argument == "all":
                _items = [.. found.Select(static one => one.Item)];
                return true;
            case ":item" when ItemOf(argument) is { } one:
                _items = [one.Item];
                return true;
            case ":explain" when ItemOf(argument) is { } one:
                plan.Explain(one).ToList().ForEach(_terminal.Line);
                return true;
            case ":fields":
                FieldsText.Lines(source).ToList().ForEach(_terminal.Line);
                return true;
            case ":complete":
                _terminal.Line($"  {string.Join("  ", prompt.Complete(argument))}");
                return true;
            case ":help" when argument.Length == 0:
                Print(Commands.Select(static one => new[] { $"  {one.Command}", one.Meaning }));
                return true;
            case ":help" when HookHelp.Functions.Concat(HookHelp.ItemMembers).Concat(HookHelp.FieldMembers).Concat(HookHelp.Names).Where(one => one.Name == argument).ToList() is { Count: > 0 } members:
                members.ForEach(one => _terminal.Line($"  {one.Signature}: {one.Summary}"));
                return true;
            case ":help":
                _terminal.Line($"  '{argument}' is not known.{NearestName.Hint(argument, HookHelp.Functions.Select(static one => one.Name))}");
                return false;
            case ":item" or ":explain":
                _terminal.Line($"  {words[0]} takes a number from 1 to {found.Count}.");
                return false;
            default:
                _terminal.Line($"  {words[0]} is not known.{NearestName.Hint(words[0], Commands.Select(static one => one.Command.Split(' ')[0]))} ':help' shows all.");
                return false;
        }
    }

    private PlannedItem? ItemOf(string number) => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? found.ElementAtOrDefault(index - 1) : null;

    [GeneratedRegex(@"\bSize\b")]
    private static partial Regex SizeAsked();

    private static string OfSize(Item item) => item.Size is { } size ? Units.Size(size) : "?";

    private void Print(IEnumerable<string[]> rows) => TextTable.Lines([.. rows]).ToList().ForEach(_terminal.Line);
}
