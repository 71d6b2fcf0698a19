using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Reports everything that is wrong with one hook, and notes what it reads.</summary>
/// <param name="hook">The hook.</param>
/// <param name="model">What the compiler understood.</param>
/// <param name="fields">The fields of the source; null when it is not known, and then any member of the item may be one.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class HookCheck(HookText hook, SemanticModel model, IReadOnlyList<FieldDefinition>? fields, DiagnosticBag diagnostics)
{
    private readonly HashSet<SourceLocation> _reported = [];
    private readonly List<TextSpan> _banned = [];

    /// <summary>Whether the hook reads the item's size.</summary>
    public bool ReadsSize { get; private set; }

    /// <summary>Whether the hook can be compiled and uses nothing banned.</summary>
    public bool Run()
    {
        var sound = true;
        foreach (var name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            ReadsSize |= symbol is IPropertySymbol { Name: nameof(HookItem.Size), ContainingType.Name: nameof(HookItem) };
            if (IsPartOfBanned(name))
                continue;
            if ((symbol is not null || !IsMemberOfValue(name)) && BannedApis.AdviceFor(symbol, name.Identifier.ValueText) is { } advice && Report(Severity.Error, DiagnosticCodes.HookUsesBannedApi, name.GetLocation(), advice))
            {
                _banned.Add(Whole(name).Span);
                sound = false;
            }
        }

        var assignments = MistakenAssignment.In(model);
        foreach (var one in assignments)
        {
            Report(Severity.Error, DiagnosticCodes.HookDoesNotCompile, one.Place, one.Message);
            sound = false;
        }

        var words = new HookWording(hook, model, fields ?? []);
        foreach (var problem in model.GetDiagnostics().OrderBy(static one => one.Location.SourceSpan.Start))
        {
            // What is banned is mostly absent as well; the advice says more than the compiler.
            if (_banned.Exists(span => span.Contains(problem.Location.SourceSpan)) || (fields is null && words.IsAboutItem(problem)) || assignments.Any(one => one.Explains(problem)))
                continue;
            if (problem.Severity == DiagnosticSeverity.Error)
            {
                Report(Severity.Error, DiagnosticCodes.HookDoesNotCompile, problem.Location, words.For(problem));
                sound = false;
            }
            else if (words.ForDoubt(problem) is { } doubt)
                Report(Severity.Warning, DiagnosticCodes.HookMayFail, problem.Location, doubt);
        }

        foreach (var (place, message) in ConditionDoubts.In(model))
            Report(Severity.Warning, DiagnosticCodes.NothingPasses, place, message);
        return sound;
    }

    // One finding per place: an unknown name makes the compiler complain about all that is built on it.
    private bool Report(Severity severity, string code, Location location, string message)
    {
        var place = PlaceOf(location);
        if (!_reported.Add(place))
            return false;
        if (severity == Severity.Error)
            diagnostics.Error(code, place, hook.Path, message);
        else
            diagnostics.Warning(code, place, hook.Path, message);
        return true;
    }

    private SourceLocation PlaceOf(Location location)
    {
        if (model.SyntaxTree.GetLineVisibility(location.SourceSpan.Start) == LineVisibility.Hidden)
            return hook.Location;
        var place = location.GetMappedLineSpan();
        return hook.PlaceOf(place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1);
    }

    // 'item.File' is a field the source does not have, not the class.
    private bool IsMemberOfValue(SimpleNameSyntax name) =>
        name.Parent is MemberBindingExpressionSyntax || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name && model.GetTypeInfo(access.Expression).Type is { TypeKind: not TypeKind.Error });

    // 'File.Exists(…)' is one mistake, and so is all that is asked of what a banned call gave.
    private bool IsPartOfBanned(SimpleNameSyntax name)
    {
        var owner = (name.Parent as MemberAccessExpressionSyntax)?.Expression;
        while (owner is InvocationExpressionSyntax or MemberAccessExpressionSyntax)
        {
            if (_banned.Exists(span => span.Contains(owner.Span)))
                return true;
            owner = owner is InvocationExpressionSyntax call ? call.Expression : ((MemberAccessExpressionSyntax)owner).Expression;
        }

        return _banned.Exists(span => span.Contains(name.Span));
    }

    private static SyntaxNode Whole(SyntaxNode name) => name.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax ? Whole(name.Parent) : name;
}
