using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>
/// Finds out what a hook's text is by parsing all of it by itself, before anything is put around it: no text can close the method it will
/// stand in, and syntax errors are about the user's text alone.
/// </summary>
internal sealed partial class HookParser(HookText hook, DiagnosticBag diagnostics)
{
    public static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14, DocumentationMode.None);

    public const string TemplateStart = "$@\"";

    private const string QuoteInName = "has a double quote in the text. Leave it out, or write it twice.";

    private static readonly string[] StatementWords = ["var ", "if", "for", "foreach", "while", "do", "return", "switch (", "using", "try", "throw"];

    /// <summary>The shape of a text, or null when it has none; the bag then says why.</summary>
    /// <param name="file">The text.</param>
    /// <param name="isResult">Whether the text gives the hook's result; a loaded file does not.</param>
    /// <param name="isAlone">Whether nothing else comes before it in the method.</param>
    public HookShape? Parse(HookFile file, bool isResult, bool isAlone)
    {
        if (isResult && hook is { Role: HookRole.Path or HookRole.Text, IsScript: false })
            return ParseTemplate(file);
        if (isResult && string.IsNullOrWhiteSpace(file.Text))
            return Refuse(file, 0, "is empty. Write an expression, or leave the key out.");
        var expression = SyntaxFactory.ParseExpression(file.Text, options: Options, consumeFullText: false);
        var unit = SyntaxFactory.ParseCompilationUnit(file.Text, options: Options);
        if (RefuseDirectives(file, unit))
            return null;
        var isExpression = !expression.ContainsDiagnostics && expression.FullSpan.End == file.Text.Length;
        if (isResult && isAlone && isExpression)
            return new(file, HookForm.Statements, ResultStart: expression.SpanStart, NeedsSemicolon: true);
        if (unit.Members.FirstOrDefault(static member => member is not GlobalStatementSyntax) is { } stranger && !unit.ContainsDiagnostics)
            return Refuse(file, stranger.SpanStart, "is not a statement. A hook holds using directives, statements and local functions, no types.");
        var last = (unit.Members.LastOrDefault() as GlobalStatementSyntax)?.Statement as ExpressionStatementSyntax;
        if (SyntaxMistakes.In(file.Text) is { Count: > 0 } mistakes)
            return LooksLikeStatements(file.Text) || !isAlone || (hook.IsScript && file.Text.Trim().Contains('\n')) ? RefuseSyntax(file, mistakes) : RefuseExpression(file, expression);
        var usingsEnd = unit.Usings.Count > 0 ? unit.Usings[^1].Span.End : 0;
        return new(file, HookForm.Statements, usingsEnd, isResult ? last?.SpanStart : null, last?.SemicolonToken.IsMissing == true);
    }

    private HookShape? ParseTemplate(HookFile file)
    {
        var text = TemplateStart + file.Text + "\"";
        var template = SyntaxFactory.ParseExpression(text, options: Options, consumeFullText: false);
        var problems = template.GetDiagnostics().OrderBy(static problem => problem.Location.SourceSpan.Start).ToList();
        if (problems is [{ Id: "CS1039" }])
            return Refuse(file, file.Text.LastIndexOf('"'), QuoteInName);
        if (problems.Count > 0)
        {
            RefuseSyntax(file, [(Math.Clamp(problems[0].Location.SourceSpan.Start - TemplateStart.Length, 0, file.Text.Length), SyntaxMistakes.MessageOf(problems[0]))]);
            return RestOf(file, template);
        }

        if (template is not InterpolatedStringExpressionSyntax { Contents: var contents })
            return Refuse(file, file.Text.IndexOf('"'), QuoteInName);
        if (template.FullSpan.End != text.Length)
            return Refuse(file, template.Span.End - 1 - TemplateStart.Length, QuoteInName);
        return contents.OfType<InterpolatedStringTextSyntax>().FirstOrDefault(static part => part.ToString().Contains('\n')) is { } broken
            ? Refuse(file, broken.SpanStart + broken.ToString().IndexOf('\n') - TemplateStart.Length, "goes on in the next line. This is one line; inside of braces it may be broken.")
            : new(file, HookForm.Template);
    }

    // What stands in whole braces beside a mistake may be wrong as well; the rest becomes blank, so that places stay.
    private static HookShape? RestOf(HookFile file, ExpressionSyntax template)
    {
        var rest = file.Text.Select(static one => one == '\n' ? one : ' ').ToArray();
        var isAny = false;
        foreach (var hole in template.DescendantNodesAndSelf().OfType<InterpolationSyntax>().Where(static hole => !hole.ContainsDiagnostics))
        {
            var start = hole.SpanStart - TemplateStart.Length;
            if (start < 0 || start + hole.Span.Length > file.Text.Length || file.Text[start] != '{' || file.Text[start + hole.Span.Length - 1] != '}')
                continue;
            file.Text.CopyTo(start, rest, start, hole.Span.Length);
            isAny = true;
        }

        return isAny ? new(file with { Text = new(rest) }, HookForm.Template) { IsSound = false } : BeforeOpenBrace(file);
    }

    // Where a brace is not closed the compiler understands none of them: then what stands before it is looked at.
    private static HookShape? BeforeOpenBrace(HookFile file)
    {
        for (var cut = file.Text.LastIndexOf('{'); cut > 0; cut = file.Text.LastIndexOf('{', cut - 1))
        {
            var before = SyntaxFactory.ParseExpression($"{TemplateStart}{file.Text[..cut]}\"", options: Options);
            if (before is InterpolatedStringExpressionSyntax { ContainsDiagnostics: false })
                return new(file with { Text = file.Text[..cut] }, HookForm.Template) { IsSound = false };
        }

        return null;
    }

    private bool RefuseDirectives(HookFile file, SyntaxNode root)
    {
        var found = root.DescendantTrivia().FirstOrDefault(static trivia => trivia.IsDirective);
        if (found == default)
            return false;
        Refuse(file, found.SpanStart, $"has '{found.ToString().Trim()}'. A hook file may begin with '#load \"file.csx\"'; other directives are not for hooks.");
        return true;
    }

    private HookShape? RefuseExpression(HookFile file, ExpressionSyntax expression)
    {
        if (expression.ContainsDiagnostics)
            return RefuseSyntax(file, expression.GetDiagnostics().DistinctBy(static problem => problem.Location.SourceSpan.Start).Select(static problem => (problem.Location.SourceSpan.Start, SyntaxMistakes.MessageOf(problem))));
        var rest = SyntaxFactory.ParseToken(file.Text, expression.FullSpan.End);
        var end = expression.FullSpan.End + rest.SpanStart;
        // C# reads the M of 5MB as part of the number.
        var size = SizeWithUnit().Matches(file.Text).FirstOrDefault(one => one.Index < end && end < one.Index + one.Length) is { } written ? ComparisonAdvice.Size(written.Value) : null;
        diagnostics.Error(DiagnosticCodes.HookDoesNotCompile, hook.PlaceOf(file, end), hook.Path, $"'{rest.Text}' is not expected here: the expression ends before it.{(size is null ? "" : $" Write '{size}'.")}");
        return null;
    }

    private HookShape? RefuseSyntax(HookFile file, IEnumerable<(int Offset, string Message)> mistakes)
    {
        foreach (var (offset, message) in mistakes)
            diagnostics.Error(DiagnosticCodes.HookDoesNotCompile, hook.PlaceOf(file, offset), hook.Path, message);
        return null;
    }

    private HookShape? Refuse(HookFile file, int offset, string message)
    {
        diagnostics.Error(DiagnosticCodes.HookForm, hook.PlaceOf(file, offset), hook.Path, message);
        return null;
    }

    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?\s?[KMGTkmgt][Ii]?[Bb]\b")]
    private static partial Regex SizeWithUnit();

    private static bool LooksLikeStatements(string text) =>
        text.Contains(';') || StatementWords.Any(word => text.AsSpan().TrimStart().StartsWith(word, StringComparison.Ordinal));
}
