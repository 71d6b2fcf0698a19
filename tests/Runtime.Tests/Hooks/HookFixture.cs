using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Runtime.Tests.Hooks;

/// <summary>Hooks as they stand in a pipeline file, compiled without a cache.</summary>
internal static class HookFixture
{
    public static readonly FieldDefinition[] CatFields =
    [
        new("chat", FieldType.Text, "The chat.", "cats"),
        new("chat_title", FieldType.Text, "The chat's title.", "Cats of the world"),
        new("views", FieldType.Integer, "Views.", "12"),
        new("duration", FieldType.Number, "Seconds.", "1.5"),
        new("has_spoiler", FieldType.Boolean, "Whether it is hidden.", "true"),
        new("edit_date", FieldType.Time, "When it was edited.", "2024-05-01T10:00:00Z"),
        new("tags", FieldType.TextList, "Tags.", "a, b"),
        new("size", FieldType.Text, "Takes no one's place.", "x"),
    ];

    public static Item Cat { get; } = new()
    {
        Id = "4711",
        Name = "Katze 1.JPG",
        Kind = ItemKind.Photo,
        Size = 1_500_000,
        Date = new DateTimeOffset(2024, 5, 17, 12, 30, 0, TimeSpan.Zero),
        Fields = new([new("chat", "cats"), new("views", 12), new("tags", new[] { "red", "blue" }), new("size", "large")]),
    };

    public static HookText Filter(string code, int line = 3, int column = 9, int indent = 0) =>
        new(HookRole.Filter, null, code, new("pipe.yaml", line, column), indent, false, "filter");

    public static HookText Name(string code) => new(HookRole.Path, null, code, new("pipe.yaml", 4, 8), 0, false, "path");

    public static IPipelineHooks Compile(params HookText[] hooks)
    {
        var diagnostics = new DiagnosticBag();
        var compiled = new HookCompiler(null).Compile(new(hooks), CatFields, diagnostics);
        Assert.True(compiled is not null, string.Join('\n', diagnostics.Sorted()));
        return compiled;
    }

    public static IReadOnlyList<string> Findings(params HookText[] hooks)
    {
        var diagnostics = new DiagnosticBag();
        using var compiled = new HookCompiler(null).Compile(new(hooks), CatFields, diagnostics);
        Assert.Equal(diagnostics.HasErrors, compiled is null);
        return [.. diagnostics.Sorted().Select(static one => one.ToString())];
    }

    public static bool Keeps(string filter, Item? item = null)
    {
        using var hooks = Compile(Filter(filter));
        return hooks.Keeps(item ?? Cat);
    }

    public static string NameOf(string path, Item? item = null)
    {
        using var hooks = Compile(Name(path));
        return hooks.NameFor(0, item ?? Cat);
    }
}
