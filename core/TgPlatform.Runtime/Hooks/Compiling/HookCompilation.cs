using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Compiles all hooks of a pipeline into one assembly. The one door to the compiler: nothing outside this folder touches Roslyn.</summary>
internal static class HookCompilation
{
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The compiled hooks, or null when the bag says why not.</summary>
    /// <param name="sources">The hooks, read.</param>
    /// <param name="fields">The fields of the source; null when it is not known: nothing is compiled then, and no member of the item is a mistake.</param>
    /// <param name="assemblyName">The assembly to make.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="optimizes">False to know of every failure its exact line, at several times the cost per item.</param>
    public static CompiledHooks? Compile(IReadOnlyList<HookSource> sources, IReadOnlyList<FieldDefinition>? fields, string assemblyName, DiagnosticBag diagnostics, bool optimizes = true)
    {
        var trees = new SyntaxTree?[sources.Count];
        var isSound = true;
        for (var index = 0; index < sources.Count; index++)
            trees[index] = TreeOf(index, sources[index], diagnostics, ref isSound);

        var compilation = CSharpCompilation.Create(
            assemblyName, trees.OfType<SyntaxTree>().Prepend(Parse(HookPrelude.Write(fields ?? []), "prelude.cs")), HookReferences.All, optimizes ? Options : Options.WithOptimizationLevel(OptimizationLevel.Debug));
        var readsSize = false;
        var failed = fields is null || !isSound || sources.Any(static source => !source.IsWhole);
        for (var index = 0; index < trees.Length; index++)
        {
            if (trees[index] is not { } tree)
                continue;
            var model = compilation.GetSemanticModel(tree);
            var check = new HookCheck(sources[index].Hook, model, fields, diagnostics);
            failed |= !check.Run();
            readsSize |= sources[index].Hook.Role == HookRole.Filter && check.ReadsSize;
            if (LoopGuard.Insert(model) is { } guarded)
                compilation = compilation.ReplaceSyntaxTree(tree, Parse(guarded, tree.FilePath));
        }

        return failed ? null : Emit(compilation, readsSize);
    }

    /// <summary>The fields of a source alone, as an assembly with a property of the item for each.</summary>
    public static byte[] CompileFields(IReadOnlyList<FieldDefinition> fields) =>
        Emit(CSharpCompilation.Create($"fields.{Guid.NewGuid():n}", [Parse(HookPrelude.Write(fields), "prelude.cs")], HookReferences.All, Options), readsSize: false).Assembly;

    private static SyntaxTree? TreeOf(int index, HookSource source, DiagnosticBag diagnostics, ref bool isSound)
    {
        var parser = new HookParser(source.Hook, diagnostics);
        var shapes = source.Files.Select(file => parser.Parse(file, file == source.Own, source.Files.Count == 1)).ToList();
        isSound &= shapes.TrueForAll(static shape => shape is { IsSound: true });
        return shapes.Contains(null) ? null : Parse(HookMethod.Write(index, source.Hook.Role, shapes!), CompiledHooks.ClassOf(index));
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), HookParser.Options, path);

    private static CompiledHooks Emit(CSharpCompilation compilation, bool readsSize)
    {
        using var assembly = new MemoryStream();
        using var symbols = compilation.Options.OptimizationLevel == OptimizationLevel.Debug ? new MemoryStream() : null;
        var result = compilation.Emit(assembly, symbols, options: symbols is null ? null : new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        return result.Success
            ? new(assembly.ToArray(), readsSize) { Symbols = symbols?.ToArray() }
            : throw new InvalidOperationException($"Checked hooks do not compile: {string.Join("; ", result.Diagnostics.Where(static one => one.Severity == DiagnosticSeverity.Error))}");
    }
}
