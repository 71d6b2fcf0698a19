using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks.Compiling;

namespace TgPlatform.Runtime.Hooks.Prompt;

/// <summary>
/// Runs lines of C# over sample items, as hooks would see them; what a line declares, later lines may use. Here the scripting API is at home:
/// it remembers, and the memory it never gives back ends with the prompt. Not safe for several threads at once.
/// </summary>
public sealed partial class HookPrompt : IDisposable
{
    private const string PathPrefix = "path:";

    private readonly IReadOnlyList<FieldDefinition> _fields;
    private readonly HookCounters _counters = new();
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly ScriptOptions _options;
    private Script<object?>? _declared;

    /// <summary>Makes a prompt.</summary>
    /// <param name="fields">The fields the source of the items announces.</param>
    public HookPrompt(IReadOnlyList<FieldDefinition> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = fields;
        var image = HookCompilation.CompileFields(fields);
        _loader.RegisterDependency(Assembly.Load(image));
        _options = ScriptOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14)
            .WithReferences(HookReferences.All).AddReferences(MetadataReference.CreateFromImage(image)).WithImports(HookPrelude.Imports);
    }

    /// <summary>Runs a line on every item: an expression, a declaration, statements, or <c>path: {item.Chat}/{item.Name}</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="items">The items.</param>
    public async Task<PromptAnswer> AskAsync(string line, IReadOnlyList<Item> items)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(items);
        var isPath = line.StartsWith(PathPrefix, StringComparison.Ordinal);
        var start = isPath ? line.Length - line[PathPrefix.Length..].TrimStart().Length : 0;
        var script = ScriptOf(isPath ? HookMethod.TemplateStart + line[start..].TrimEnd() + HookMethod.TemplateEnd : line);
        var shift = isPath ? start - HookMethod.TemplateStart.Length : 0;
        var compilation = script.GetCompilation();
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees.Single());
        var wording = new HookWording(new(HookRole.Path, null, line, new("", 1, 1), 0, false, "line"), model, _fields);
        var assignments = MistakenAssignment.In(model);
        var problems = assignments.Select(static one => (one.Place, one.Message))
            .Concat(compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error && !assignments.Any(other => other.Explains(one))).Select(one => (Place: one.Location, Message: wording.For(one))))
            .Select(one => new PromptProblem(Math.Max(1, one.Place.SourceSpan.Start + shift + 1), one.Message)).ToList();
        if (problems.Count > 0)
            return new(problems, []);
        var root = (CompilationUnitSyntax)model.SyntaxTree.GetRoot();
        var declares = root.Usings.Count > 0 || root.Members.Any(static member => member is not GlobalStatementSyntax);
        var runnable = LoopGuard.Insert(model) is { } guarded ? ScriptOf(guarded) : script;
        if (declares)
            _declared = runnable;
        var results = new List<PromptResult>();
        if (!declares || root.Members is [.., GlobalStatementSyntax])
        {
            foreach (var item in items)
                results.Add(await RunAsync(runnable, item).ConfigureAwait(false));
        }

        return new([], results);
    }

    /// <summary>The names that may stand where a line ends, for completion.</summary>
    /// <param name="line">The line up to the cursor.</param>
    public IReadOnlyList<string> Complete(string line)
    {
        var match = LastName().Match(line);
        var names = match.Groups["item"].Success ? HookWording.ItemMembers(_fields) : match.Groups["other"].Success ? [] : HookWording.GlobalNames;
        return [.. names.Where(name => name.StartsWith(match.Groups["start"].Value, StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Ends the prompt.</summary>
    public void Dispose() => _loader.Dispose();

    private Script<object?> ScriptOf(string code) => _declared is null
        ? CSharpScript.Create<object?>(code, _options, typeof(PromptGlobals), _loader)
        : _declared.ContinueWith<object?>(code, _options);

    private async Task<PromptResult> RunAsync(Script<object?> script, Item item)
    {
        HookBudget.Begin();
        var state = await script.RunAsync(new PromptGlobals(new(item, _counters)), static _ => true).ConfigureAwait(false);
        return state.Exception is { } failure
            ? new(item, $"{failure.GetType().Name}: {failure.Message}", Failed: true)
            : new(item, TextOf(state.ReturnValue), Failed: false);
    }

    private static string TextOf(object? value) => value switch
    {
        null => "(missing)",
        bool flag => flag ? "true" : "false",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(TextOf)),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex(@"(?:(?<item>\bitem\??\.)|(?<other>\.))?(?<start>\w*)$")]
    private static partial Regex LastName();
}
