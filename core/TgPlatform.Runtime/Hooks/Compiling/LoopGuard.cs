using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>
/// Puts a call of the budget into every loop body, before every jump, and at the beginning of every local function and lambda. It works on the
/// text, so that each insertion can be hidden and the user's lines and columns stay what they are.
/// </summary>
internal sealed class LoopGuard
{
    private const string Tick = "global::TgPlatform.Runtime.Hooks.HookBudget.Tick();";
    private const string Enter = "global::TgPlatform.Runtime.Hooks.HookBudget.Enter();";

    private readonly SemanticModel _model;
    private readonly SyntaxTree _tree;
    private readonly List<Edit> _edits = [];

    private LoopGuard(SemanticModel model) => (_model, _tree) = (model, model.SyntaxTree);

    /// <summary>The guarded text, or null when there is nothing to guard.</summary>
    public static string? Insert(SemanticModel model)
    {
        var guard = new LoopGuard(model);
        foreach (var node in guard._tree.GetRoot().DescendantNodes())
            guard.Visit(node);
        return guard._edits.Count == 0 ? null : guard.Apply();
    }

    private void Visit(SyntaxNode node)
    {
        switch (node)
        {
            case WhileStatementSyntax loop: Guard(loop.Statement, Tick); break;
            case DoStatementSyntax loop: Guard(loop.Statement, Tick); break;
            case ForStatementSyntax loop: Guard(loop.Statement, Tick); break;
            case CommonForEachStatementSyntax loop: Guard(loop.Statement, Tick); break;
            case GotoStatementSyntax jump: Guard(jump, Tick); break;
            case LocalFunctionStatementSyntax { Body: { } body }: Guard(body, Enter); break;
            case LocalFunctionStatementSyntax { ExpressionBody: { } arrow } function:
                _edits.Add(new(arrow.ArrowToken.SpanStart, _edits.Count, "  ", Replaced: 2));
                GuardExpression(arrow.Expression, _model.GetDeclaredSymbol(function) is IMethodSymbol { ReturnsVoid: true }, function.Span.End, "");
                break;
            case AnonymousFunctionExpressionSyntax { Block: { } body }: Guard(body, Enter); break;
            case LambdaExpressionSyntax { ExpressionBody: { } expression } lambda:
                GuardExpression(expression, _model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { ReturnsVoid: true }, expression.Span.End, ";");
                break;
        }
    }

    private void Guard(StatementSyntax body, string call)
    {
        if (body is BlockSyntax block)
            Begin(block.OpenBraceToken.Span.End, call, "", body);
        else
        {
            Begin(body.SpanStart, $"{{ {call}", "", body);
            End(body.Span.End, "}", body);
        }
    }

    private void GuardExpression(ExpressionSyntax expression, bool isVoid, int end, string semicolon)
    {
        Begin(expression.SpanStart, $"{{ {Enter}", isVoid || expression is ThrowExpressionSyntax ? "" : "return ", expression);
        End(end, $"{semicolon} }}", expression);
    }

    private void Begin(int position, string hidden, string visible, SyntaxNode node) => Insert(position, _edits.Count, hidden, visible, node);

    // At one position what ends comes before what begins, and the inner end before the outer.
    private void End(int position, string hidden, SyntaxNode node) => Insert(position, -_edits.Count, hidden, "", node);

    private void Insert(int position, int order, string hidden, string visible, SyntaxNode node)
    {
        // A directive needs a line of its own, which the hole of an interpolated string cannot give.
        if (node.Ancestors().Any(static one => one is InterpolationSyntax))
        {
            _edits.Add(new(position, order, $" {hidden} {visible}"));
            return;
        }

        var place = _tree.GetMappedLineSpan(new(position, 0));
        var back = SourceWriter.Directive(place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1, visible.Length);
        _edits.Add(new(position, order, $"\n#line hidden\n{hidden}\n{back}{visible}"));
    }

    private string Apply()
    {
        var text = _tree.GetText();
        var result = new StringBuilder();
        var done = 0;
        foreach (var edit in _edits.OrderBy(static edit => edit.Position).ThenBy(static edit => edit.Order))
        {
            result.Append(text.ToString(TextSpan.FromBounds(done, edit.Position))).Append(edit.Text);
            done = edit.Position + edit.Replaced;
        }

        return result.Append(text.ToString(TextSpan.FromBounds(done, text.Length))).ToString();
    }

    private readonly record struct Edit(int Position, int Order, string Text, int Replaced = 0);
}
