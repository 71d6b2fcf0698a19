using TgPlatform.Runtime.Options;

namespace TgPlatform.Cli.Tests.Reference;

/// <summary>Writes tables of Markdown.</summary>
internal static class Markdown
{
    private const string Note = "<!-- Made from the code by tests/Cli.Tests/Reference; `TGP_APPROVE=1 dotnet test tests/Cli.Tests --filter Reference` makes it anew. -->";

    public static string Page(string title, params IEnumerable<string>[] parts) =>
        string.Join("\n\n", parts.Select(static part => string.Join('\n', part)).Prepend($"{Note}\n# {title}")) + "\n";

    public static IEnumerable<string> Table(IReadOnlyList<string> heads, IEnumerable<string[]> rows) =>
        rows.Select(Row).Prepend(Row([.. heads.Select(static _ => "---")])).Prepend(Row([.. heads]));

    /// <summary>Options, sections within sections by dotted names.</summary>
    public static IEnumerable<string> Options(OptionModel model) =>
        Table(["key", "value", "default", "what it does"], Rows(model, ""));

    private static IEnumerable<string[]> Rows(OptionModel model, string prefix)
    {
        foreach (var option in model.Options)
        {
            var examples = option.Examples.Count == 0 ? "" : $" For instance {string.Join(" or ", option.Examples.Select(static one => Code(one)))}.";
            yield return [Code(prefix + option.Name), ValueOf(option), option.IsRequired ? "required" : option.DefaultText is { } value ? Code(value) : "", option.Description + examples];
            if ((option.Type.Element ?? option.Type).Section is not { } section)
                continue;
            foreach (var row in Rows(section, $"{prefix}{option.Name}{(option.Type.Kind == OptionKind.List ? "[]" : "")}."))
                yield return row;
        }
    }

    public static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    private static string ValueOf(OptionDefinition option) =>
        $"{(option.Type.Section is null ? option.Type.ToString() : "mapping")}{(option.Type.Unit is { } unit ? $" ({unit})" : "")}{(option.Range is { } range ? $", {range}" : "")}";

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")))} |";
}
