using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TgPlatform.Plugins.Telegram.Generator;

/// <summary>Turns api.tl, mtproto.tl and used.txt into the codec, while the plugin compiles.</summary>
[Generator]
public sealed class SchemaGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Broken = new("TGTL1", "Schema", "{0}", "Schema", DiagnosticSeverity.Error, true);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(file => Path.GetFileName(file.Path) is "api.tl" or "mtproto.tl" or "used.txt")
            .Select((file, cancel) => new KeyValuePair<string, string>(Path.GetFileName(file.Path), file.GetText(cancel)!.ToString()))
            .Collect();
        context.RegisterSourceOutput(files, Produce);
    }

    private static void Produce(SourceProductionContext context, ImmutableArray<KeyValuePair<string, string>> files)
    {
        string Text(string name) => files.FirstOrDefault(f => f.Key == name).Value ?? "";
        var schema = new TlSchema(Text("api.tl"), Text("mtproto.tl"), Text("used.txt"));
        foreach (var name in schema.Unknown)
            context.ReportDiagnostic(Diagnostic.Create(Broken, Location.None, $"used.txt: the schema has no '{name}'. Correct the name or move to a layer that has it."));
        context.AddSource("TlTable.g.cs", TableEmitter.Emit(schema));
        context.AddSource("Objects.g.cs", ObjectEmitter.Emit(schema));
        context.AddSource("Methods.g.cs", MethodEmitter.Emit(schema));
    }
}
