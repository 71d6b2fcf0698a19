using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Reads hooks as syntax alone: enough to see which names stand in them.</summary>
internal static class HookSyntax
{
    private static readonly CSharpParseOptions Script = HookParser.Options.WithKind(SourceCodeKind.Script);

    /// <summary>A hook's texts in the order of loading, each with how many characters stand before it in what was parsed.</summary>
    public static IEnumerable<(HookFile File, SyntaxNode Root, int Before)> Of(HookSource source)
    {
        foreach (var file in source.Files)
        {
            if (source.Hook is { Role: HookRole.Path or HookRole.Text, IsScript: false })
                yield return (file, SyntaxFactory.ParseExpression($"{HookParser.TemplateStart}{file.Text}\"", options: HookParser.Options), HookParser.TemplateStart.Length);
            else
                yield return (file, Expression(file.Text) ?? (SyntaxNode)SyntaxFactory.ParseCompilationUnit(file.Text, options: Script), 0);
        }
    }

    /// <summary>The text as one expression, or null when it is none.</summary>
    public static CSharpSyntaxNode? Expression(string text)
    {
        var expression = SyntaxFactory.ParseExpression(text, options: HookParser.Options, consumeFullText: false);
        return !expression.ContainsDiagnostics && expression.FullSpan.End == text.Length ? expression : null;
    }
}
