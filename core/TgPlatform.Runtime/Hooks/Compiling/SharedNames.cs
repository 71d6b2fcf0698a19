using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Finds names of content that are the same for every item, where more than one item may come.</summary>
internal static class SharedNames
{
    private const string Message = "uses nothing of the item, so that every item gets this one name. Add what tells items apart, for instance {item.Id} or {item.Name}; "
        + "where a single one is meant, let the filter say so: item.Id == \"…\".";

    /// <summary>Warns of each of them.</summary>
    public static void Report(HookSet hooks, IReadOnlyList<HookSource> sources, DiagnosticBag diagnostics)
    {
        foreach (var path in sources.Where(static one => one is { IsWhole: true, Hook.Role: HookRole.Path } && !UsesItem(one)))
        {
            if (hooks.NamedSinks.Any(sink => path == PathOf(sink, sources) && !sources.Any(one => IsConditionOf(sink, one.Hook) && IsMetByOne(one))))
                diagnostics.Warning(DiagnosticCodes.SharedName, path.Hook.Location, path.Hook.Path, Message);
        }
    }

    private static HookSource? PathOf(int sink, IReadOnlyList<HookSource> sources) =>
        sources.FirstOrDefault(one => one.Hook.Role == HookRole.Path && one.Hook.Sink == sink) ?? sources.FirstOrDefault(static one => one.Hook is { Role: HookRole.Path, Sink: null });

    private static bool IsConditionOf(int sink, HookText hook) => hook.Role == HookRole.Filter || (hook.Role == HookRole.When && hook.Sink == sink);

    // What cannot be parsed is somebody else's finding.
    private static bool UsesItem(HookSource path) => HookSyntax.Of(path).Any(static one =>
        one.Root.ContainsDiagnostics || one.Root.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "item"));

    // No two items have one id.
    private static bool IsMetByOne(HookSource condition) =>
        !condition.Hook.IsScript && ClauseSplitter.Split(condition.Own.Text).Any(static one => NamesOne(HookSyntax.Expression(one.Part)));

    private static bool NamesOne(CSharpSyntaxNode? part) => part switch
    {
        ParenthesizedExpressionSyntax inner => NamesOne(inner.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => (IsId(equal.Left) && IsText(equal.Right)) || (IsText(equal.Left) && IsId(equal.Right)),
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax pattern } asked => IsId(asked.Expression) && IsText(pattern.Expression),
        _ => false,
    };

    private static bool IsId(ExpressionSyntax expression) => expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "item" }, Name.Identifier.ValueText: nameof(HookItem.Id) };

    private static bool IsText(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.StringLiteralExpression);
}
