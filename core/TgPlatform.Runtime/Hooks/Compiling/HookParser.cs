using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>
/// Finds out what a hook's text is by parsing all of it by itself, before anything is put around it: no text can close the method it will
/// stand in, and syntax errors are about the user's text alone.
/// </summary>
internal sealed class HookParser(HookText hook, DiagnosticBag diagnostics)
{
    public static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private const string TemplateStart = "$@\"";
    private const string QuoteInName = "has a double quote in the name. Leave it out, or write it twice.";

    private static readonly string[] StatementWords = ["var ", "if", "for", "foreach", "while", "do", "return", "switch (", "using", "try", "throw"];

    /// <summary>The shape of a text, or null when it has none; the bag then says why.</summary>
    /// <param name="file">The text.</param>
    /// <param name="isResult">Whether the text gives the hook's result; a loaded file does not.</param>
    /// <param name="isAlone">Whether nothing else comes before it in the method.</param>
    public HookShape? Parse(HookFile file, bool isResult, bool isAlone)
    {
        if (isResult && hook is { Role: HookRole.Path, IsScript: false })
            return ParseTemplate(file);
        if (isResult && string.IsNullOrWhiteSpace(file.Text))
            return Refuse(file, 0, "is empty. Write an expression, or leave the key out.");
        var expression = SyntaxFactory.ParseExpression(file.Text, options: Options, consumeFullText: false);
        var unit = SyntaxFactory.ParseCompilationUnit(file.Text, options: Options);
        if (RefuseDirectives(file, unit))
            return null;
        var isExpression = !expression.ContainsDiagnostics && expression.FullSpan.End == file.Text.Length;
        if (isResult && isAlone && isExpression)
            return new(file, HookForm.Expression);
        if (unit.Members.FirstOrDefault(static member => member is not GlobalStatementSyntax) is { } stranger && !unit.ContainsDiagnostics)
            return Refuse(file, stranger.SpanStart, "is not a statement. A hook holds using directives, statements and local functions, no types.");
        var last = (unit.Members.LastOrDefault() as GlobalStatementSyntax)?.Statement as ExpressionStatementSyntax;
        var problems = unit.GetDiagnostics().ToList();
        var needsSemicolon = last?.SemicolonToken.IsMissing == true && problems is [{ Id: "CS1002" }];
        if (problems.Count > 0 && !needsSemicolon)
            return LooksLikeStatements(file.Text) || !isAlone ? RefuseSyntax(file, problems) : RefuseExpression(file, expression);
        var usingsEnd = unit.Usings.Count > 0 ? unit.Usings[^1].Span.End : 0;
        return new(file, HookForm.Statements, usingsEnd, isResult && hook.Role != HookRole.Strategy ? last?.SpanStart : null, needsSemicolon);
    }

    private HookShape? ParseTemplate(HookFile file)
    {
        var text = TemplateStart + file.Text + "\"";
        var template = SyntaxFactory.ParseExpression(text, options: Options, consumeFullText: false);
        var problems = template.GetDiagnostics().OrderBy(static problem => problem.Location.SourceSpan.Start).ToList();
        if (problems is [{ Id: "CS1039" }])
            return Refuse(file, file.Text.LastIndexOf('"'), QuoteInName);
        if (problems.Count > 0)
            return RefuseSyntax(file, problems.Take(1), TemplateStart.Length);
        if (template is not InterpolatedStringExpressionSyntax { Contents: var contents })
            return Refuse(file, file.Text.IndexOf('"'), QuoteInName);
        if (template.FullSpan.End != text.Length)
            return Refuse(file, template.Span.End - 1 - TemplateStart.Length, QuoteInName);
        return contents.OfType<InterpolatedStringTextSyntax>().FirstOrDefault(static part => part.ToString().Contains('\n')) is { } broken
            ? Refuse(file, broken.SpanStart + broken.ToString().IndexOf('\n') - TemplateStart.Length, "goes on in the next line. A name is one line; inside of braces it may be broken.")
            : new(file, HookForm.Template);
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
            return RefuseSyntax(file, expression.GetDiagnostics());
        var rest = SyntaxFactory.ParseToken(file.Text, expression.FullSpan.End);
        diagnostics.Error(DiagnosticCodes.HookDoesNotCompile, file.PlaceOf(expression.FullSpan.End + rest.SpanStart), hook.Path, $"'{rest.Text}' is not expected here: the expression ends before it.");
        return null;
    }

    private HookShape? RefuseSyntax(HookFile file, IEnumerable<Microsoft.CodeAnalysis.Diagnostic> problems, int skipped = 0)
    {
        foreach (var problem in problems.DistinctBy(static problem => problem.Location.SourceSpan.Start))
        {
            var offset = Math.Clamp(problem.Location.SourceSpan.Start - skipped, 0, file.Text.Length);
            diagnostics.Error(DiagnosticCodes.HookDoesNotCompile, file.PlaceOf(offset), hook.Path, $"{problem.GetMessage(null).TrimEnd('.')} ({problem.Id}).");
        }

        return null;
    }

    private HookShape? Refuse(HookFile file, int offset, string message)
    {
        diagnostics.Error(DiagnosticCodes.HookForm, file.PlaceOf(offset), hook.Path, message);
        return null;
    }

    private static bool LooksLikeStatements(string text) =>
        text.Contains(';') || StatementWords.Any(word => text.AsSpan().TrimStart().StartsWith(word, StringComparison.Ordinal));
}
