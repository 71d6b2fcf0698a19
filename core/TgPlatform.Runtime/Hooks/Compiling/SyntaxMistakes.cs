using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>
/// Finds what is wrong with the syntax of statements, at most one finding per line. What the compiler misses is put in and the text read again,
/// so that one mistake does not bring others with it that are none.
/// </summary>
internal static partial class SyntaxMistakes
{
    private const int MostRounds = 50;

    /// <summary>The mistakes, with their places in the text; a semicolon missing at the very end is none.</summary>
    public static IReadOnlyList<(int Offset, string Message)> In(string text)
    {
        var found = new List<(int Offset, string Message)>();
        var lines = new HashSet<int>();
        var inserted = new List<(int Position, int Length)>();
        var mended = text;
        for (var round = 0; round < MostRounds; round++)
        {
            var problems = ProblemsOf(mended);
            if (problems.Count == 0)
                break;
            var at = problems[0].Location.SourceSpan.Start;
            var missing = MissingAt(problems[0], mended);
            Add(at, missing?.Message ?? MessageOf(problems[0]));
            if (missing is not var (position, token, _))
            {
                // Nothing can be put in here: what stands further down is probably another mistake.
                problems.Skip(1).ToList().ForEach(problem => Add(problem.Location.SourceSpan.Start, MessageOf(problem)));
                break;
            }

            mended = mended.Insert(position, token);
            inserted.Add((position, token.Length));
        }

        return found;

        void Add(int position, string message)
        {
            var offset = Math.Clamp(position - inserted.Where(one => one.Position < position).Sum(static one => one.Length), 0, text.Length);
            if (lines.Add(text.AsSpan(0, offset).Count('\n')))
                found.Add((offset, message));
        }
    }

    /// <summary>What the compiler says of a mistake.</summary>
    public static string MessageOf(Microsoft.CodeAnalysis.Diagnostic problem) => $"{problem.GetMessage(null).TrimEnd('.')} ({problem.Id}).";

    private static List<Microsoft.CodeAnalysis.Diagnostic> ProblemsOf(string text)
    {
        var unit = SyntaxFactory.ParseCompilationUnit(text, options: HookParser.Options);
        var end = unit.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last } ? last.Expression.Span.End : int.MaxValue;
        return [.. unit.GetDiagnostics().Where(problem => problem.Id != "CS1002" || problem.Location.SourceSpan.Start < end).OrderBy(static problem => problem.Location.SourceSpan.Start)];
    }

    private static (int Position, string Token, string Message)? MissingAt(Microsoft.CodeAnalysis.Diagnostic problem, string text)
    {
        var at = problem.Location.SourceSpan.Start;
        var lineEnd = text.IndexOf('\n', at) is >= 0 and var next ? next : text.Length;
        return (problem.Id, Expected().Match(problem.GetMessage(null)).Groups["token"].Value) switch
        {
            ("CS1010", _) => (lineEnd, "\"", MessageOf(problem)),
            // Behind a declaration the compiler hopes for another variable; people mean the end.
            ("CS1003", ",") when string.IsNullOrWhiteSpace(text[at..lineEnd]) => (at, ";", "; expected (CS1002)."),
            ("CS1002" or "CS1003" or "CS1026" or "CS1513", { Length: > 0 } token) => (at, token, MessageOf(problem)),
            _ => null,
        };
    }

    [GeneratedRegex("(?<token>[^' ]+)'? expected$")]
    private static partial Regex Expected();
}
