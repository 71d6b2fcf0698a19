using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Finds <c>item["name"]</c> in a hook.</summary>
internal static class IndexedFields
{
    /// <summary>All of them, in their order.</summary>
    public static IEnumerable<FieldUse> Of(HookText hook) =>
        from text in HookSyntax.Of(HookSource.Read(hook, new DiagnosticBag()))
        from access in text.Root.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>()
        where access is { Expression: IdentifierNameSyntax { Identifier.ValueText: "item" }, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } }] }
        let name = ((LiteralExpressionSyntax)access.ArgumentList.Arguments[0].Expression).Token.ValueText
        select new FieldUse(name, hook.Path, hook.PlaceOf(text.File, access.SpanStart - text.Before));
}
