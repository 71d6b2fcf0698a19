using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks.Library;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Says what the compiler found in words of the pipeline file.</summary>
internal sealed class HookWording(HookText hook, SemanticModel model, IReadOnlyList<FieldDefinition> fields)
{
    private static readonly string[] Helpers = [.. new[] { typeof(HookLibrary), typeof(HookSizes) }.SelectMany(static type => type.GetMethods()).Where(static method => method.IsStatic).Select(static method => method.Name).Distinct()];
    private static readonly string[] Constants = [.. Enum.GetNames<ItemKind>(), .. Enum.GetNames<NamePreset>()];

    /// <summary>What may stand behind a space: helpers, kinds and presets, and the item itself.</summary>
    public static IEnumerable<string> GlobalNames => Helpers.Concat(Constants).Append("item").Append("assignment");

    /// <summary>What may stand behind <c>item.</c>.</summary>
    public static IEnumerable<string> ItemMembers(IEnumerable<FieldDefinition> fields) => typeof(HookItem).GetProperties().Where(static one => one.GetIndexParameters().Length == 0)
        .Select(static one => one.Name).Append(nameof(HookItem.Counter)).Concat(FieldNames.ByProperty(fields).Keys);

    /// <summary>Whether an error says that the item has no such member.</summary>
    public bool IsAboutItem(Microsoft.CodeAnalysis.Diagnostic problem) =>
        problem.Id is "CS1061" or "CS0117"
        && (model.SyntaxTree.GetRoot().FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true).Parent is not MemberAccessExpressionSyntax access || model.GetTypeInfo(access.Expression).Type is { Name: nameof(HookItem) });

    /// <summary>The message for an error.</summary>
    public string For(Microsoft.CodeAnalysis.Diagnostic problem)
    {
        var node = model.SyntaxTree.GetRoot().FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true);
        var name = (node as SimpleNameSyntax)?.Identifier.ValueText ?? "";
        return problem.Id switch
        {
            "CS1061" or "CS0117" when node.Parent is MemberAccessExpressionSyntax access => UnknownMember(name, model.GetTypeInfo(access.Expression).Type, access.Expression.ToString()),
            "CS1061" when node.Parent is MemberBindingExpressionSyntax => $"'{name}' is not known here.{NearestName.Hint(name, Helpers)}",
            "CS0117" => $"'item.{name}' is not known.{NearestName.Hint(name, ItemMembers(fields))}",
            "CS0103" => UnknownName(name),
            "CS0019" when node is BinaryExpressionSyntax comparison && ComparisonAdvice.For(comparison, model) is { } advice => $"{Sentence(problem)} {advice}",
            "CS0029" when node is ExpressionSyntax value && model.GetTypeInfo(value).Type is { Name: nameof(FieldValue) } => $"{Sentence(problem)} {ComparisonAdvice.Field(value.ToString())} {Wanted()}",
            "CS0029" or "CS0266" or "CS1662" => $"{Sentence(problem)} {Wanted()}",
            "CS0161" or "CS0127" or "CS0126" => $"does not give a result on every way through it. End with 'return …' or with an expression. {Wanted()}",
            "CS0656" or "CS1980" => "uses 'dynamic', which hooks do not have. Use the field's own type.",
            _ => Sentence(problem),
        };
    }

    /// <summary>The message for a warning that tells of items the hook will fail on, or null for one that does not matter here.</summary>
    public string? ForDoubt(Microsoft.CodeAnalysis.Diagnostic problem)
    {
        var text = model.SyntaxTree.GetRoot().FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true).ToString();
        return problem.Id switch
        {
            "CS8602" => $"'{text}' may be missing, and the hook then fails on the item. Write '{text}?.' or Or({text}, \"fallback\").",
            "CS8604" or "CS8600" or "CS8603" => $"'{text}' may be missing, and the hook may then fail on the item. Write Or({text}, \"fallback\").",
            "CS8629" => $"'{text}' may be missing, and the hook then fails on the item. Write '{text} ?? fallback' without '.Value'.",
            _ => null,
        };
    }

    private string UnknownMember(string name, ITypeSymbol? type, string owner) => type switch
    {
        { Name: nameof(HookItem) } => $"'item.{name}' is not known.{Hint(name, ItemMembers(fields))} A field the source does not announce is read by item[\"{name}\"].",
        null => $"'{owner}.{name}' is not known.",
        _ => $"'{name}' is not known of {owner} ({type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}).{Hint(name, type.GetMembers().Where(static one => one is { DeclaredAccessibility: Accessibility.Public, CanBeReferencedByName: true }).Select(static one => one.Name).Concat(Helpers))}",
    };

    private string UnknownName(string name) => ItemMembers(fields).FirstOrDefault(member => member.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } member
        ? $"'{name}' is not known. Did you mean 'item.{member}'?"
        : $"'{name}' is not known.{Hint(name, GlobalNames)}";

    private string Wanted() => hook.Role switch
    {
        HookRole.Filter or HookRole.When => $"'{Key}' gives true or false; for a value that may be missing write '== true'.",
        HookRole.Path => $"'{Key}' gives the name as text.",
        HookRole.Priority => $"'{Key}' gives a whole number; for one that may be missing write '?? 0'.",
        _ => $"'{Key}' gives a number; for one that may be missing write '?? 0'.",
    };

    private string Key => hook.Path[(hook.Path.LastIndexOf('.') + 1)..];

    private static string Hint(string name, IEnumerable<string> candidates) => NearestName.Hint(name, candidates);

    private static string Sentence(Microsoft.CodeAnalysis.Diagnostic problem) => $"{problem.GetMessage(null).TrimEnd('.')} ({problem.Id}).";
}
