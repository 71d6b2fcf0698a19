using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>A '=' that was meant as '==': it sets what cannot be set.</summary>
internal sealed class MistakenAssignment
{
    // What the compiler makes of it: operands and types that do not fit, nothing that can be set.
    private static readonly string[] Consequences = ["CS0019", "CS0023", "CS0029", "CS0131", "CS0200", "CS0266", "CS1612"];

    private readonly AssignmentExpressionSyntax _assignment;

    private MistakenAssignment(AssignmentExpressionSyntax assignment) => _assignment = assignment;

    /// <summary>Where the '=' stands.</summary>
    public Location Place => _assignment.OperatorToken.GetLocation();

    /// <summary>What is wrong, and what to write.</summary>
    public string Message => LastOf(_assignment.Left) is var left and not (MemberBindingExpressionSyntax or ElementBindingExpressionSyntax)
        ? $"'=' sets a value, and '{left}' cannot be set. To compare, write '{left} == {FirstOf(_assignment.Right)}'."
        : "'=' sets a value, and this one cannot be set. To compare, write '=='.";

    /// <summary>All in a hook.</summary>
    public static IReadOnlyList<MistakenAssignment> In(SemanticModel model) =>
    [
        .. model.SyntaxTree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(one => one.IsKind(SyntaxKind.SimpleAssignmentExpression) && one.Parent is not InitializerExpressionSyntax && !CanBeSet(one.Left, model))
            .Select(static one => new MistakenAssignment(one)),
    ];

    /// <summary>Whether something the compiler says comes of it; of types it was wrong about, its warnings are too.</summary>
    public bool Explains(Microsoft.CodeAnalysis.Diagnostic problem) =>
        (problem.Severity != DiagnosticSeverity.Error || Consequences.Contains(problem.Id)) && problem.Location.SourceSpan.IntersectsWith(_assignment.Span);

    // What is not known is somebody else's finding.
    private static bool CanBeSet(ExpressionSyntax left, SemanticModel model) => left switch
    {
        ParenthesizedExpressionSyntax inner => CanBeSet(inner.Expression, model),
        BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or LiteralExpressionSyntax => false,
        _ => SymbolOf(model.GetSymbolInfo(left)) is not (IPropertySymbol { SetMethod: null, ReturnsByRef: false } or IFieldSymbol { IsConst: true } or IMethodSymbol { ReturnsByRef: false }),
    };

    private static ISymbol? SymbolOf(SymbolInfo info) => info.Symbol ?? info.CandidateSymbols.FirstOrDefault();

    // '=' binds weaker than all else: 'a && b = c || d' sets 'a && b' to 'c || d'.
    private static ExpressionSyntax LastOf(ExpressionSyntax left) => left is BinaryExpressionSyntax both && Joins(both) ? LastOf(both.Right) : left;

    private static ExpressionSyntax FirstOf(ExpressionSyntax right) => right switch
    {
        BinaryExpressionSyntax both when Joins(both) => FirstOf(both.Left),
        ConditionalExpressionSyntax choice => FirstOf(choice.Condition),
        AssignmentExpressionSyntax next => FirstOf(next.Left),
        _ => right,
    };

    private static bool Joins(BinaryExpressionSyntax both) => both.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression;
}
