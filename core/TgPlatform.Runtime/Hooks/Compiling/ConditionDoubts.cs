using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Finds conditions that compile and that no item can meet.</summary>
internal static class ConditionDoubts
{
    /// <summary>The conditions, with what is wrong with them.</summary>
    public static IEnumerable<(Location Place, string Message)> In(SemanticModel model)
    {
        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes())
        {
            var found = node switch
            {
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal when IsOfItem(equal.Left, nameof(HookItem.Extension), model) => Extension(equal.Right, model),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal when IsOfItem(equal.Right, nameof(HookItem.Extension), model) => Extension(equal.Left, model),
                ConstantPatternSyntax pattern when node.FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { } asked && IsOfItem(asked.Expression, nameof(HookItem.Extension), model) && !IsNegated(pattern) => Extension(pattern.Expression, model),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression } less when IsOfItem(less.Left, nameof(HookItem.Size), model) && model.GetConstantValue(less.Right).Value is 0 =>
                    "No item has less than nothing. For an item whose size is unknown write 'item.Size == null'.",
                _ => null,
            };
            if (found is not null)
                yield return (node.GetLocation(), found);
        }
    }

    private static string? Extension(ExpressionSyntax compared, SemanticModel model)
    {
        if (model.GetConstantValue(compared).Value is not string { Length: > 0 } text)
            return null;
        var right = "." + text[(text.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return right == text ? null : $"'item.Extension' is in lower case with its dot, and never '{text}'. Write \"{right}\".";
    }

    private static bool IsOfItem(ExpressionSyntax expression, string member, SemanticModel model) =>
        model.GetSymbolInfo(expression).Symbol is IPropertySymbol { ContainingType.Name: nameof(HookItem) } property && property.Name == member;

    private static bool IsNegated(ConstantPatternSyntax pattern) => pattern.Ancestors().Any(static one => one.IsKind(SyntaxKind.NotPattern));
}
