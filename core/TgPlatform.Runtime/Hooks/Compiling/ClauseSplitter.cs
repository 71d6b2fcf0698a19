using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Takes a condition apart at its outermost <c>&amp;&amp;</c>.</summary>
internal static class ClauseSplitter
{
    /// <summary>
    /// The parts in their order, each with where it begins and the code from the beginning to its end: that compiles whatever the parts before it declare, and the
    /// first that is false ends with the part that is to blame.
    /// </summary>
    public static IReadOnlyList<(int Start, string Part, string UpToHere)> Split(string code)
    {
        var expression = SyntaxFactory.ParseExpression(code, options: HookParser.Options, consumeFullText: false);
        if (expression.ContainsDiagnostics || expression.FullSpan.End != code.Length)
            return [];
        var parts = new List<(int, string, string)>();
        while (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both)
        {
            parts.Add((both.Right.SpanStart, both.Right.ToString(), code[..both.Right.Span.End]));
            expression = both.Left;
        }

        parts.Add((expression.SpanStart, expression.ToString(), code[..expression.Span.End]));
        parts.Reverse();
        return parts;
    }
}
