using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Logging;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Reads a pipeline file and reports all its mistakes at once. Compiles nothing, and loads only the plugins that are used.</summary>
/// <param name="catalog">Finds plugins.</param>
public sealed class PipelineReader(IPluginCatalog catalog)
{
    internal const string DefaultStrategy = "media_group_aware";

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path, as the person gave it.</param>
    /// <param name="inputs">Variables and overrides.</param>
    public PipelineReading Read(string file, PipelineInputs inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(inputs);
        var found = new DiagnosticBag();
        var text = TextFile.Read(Path.GetFullPath(file), file, new(file, 0, 0), "", found);
        var root = text is null ? null : YamlReader.Read(text, file, found);
        if (root is null)
            return new(found);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        root = new Inheritance(Path.GetDirectoryName(file) ?? "", folder, found).Apply(root);
        root = new Overrides(found).Apply(root, inputs);
        var hooks = new HookReader(Path.GetDirectoryName(file) ?? "", folder, found);
        var binder = BinderInto(found);
        var document = (PipelineDocument)binder.Bind(OptionModel.For(typeof(PipelineDocument)), root, root.Location, "");
        var ofSource = new DiagnosticBag();
        var source = document.Source is null ? null : ReadSource(document.Source, BinderInto(ofSource), ofSource);
        foreach (var one in ofSource.Sorted().Where(one => !inputs.GivesItems || !IsAboutOpening(one)))
            found.Add(one);
        return Define(file, root, document, source, binder, hooks, found);

        OptionsBinder BinderInto(DiagnosticBag bag) => new(new Interpolator(inputs.Variable, inputs.VariableNames, folder, bag), bag, hooks.ReadText);
    }

    // Which plugin it is must be known all the same: hooks use its fields.
    private static bool IsAboutOpening(Diagnostic one) =>
        one.Code is DiagnosticCodes.UnknownVariable or DiagnosticCodes.FileUnreadable && one.Path.StartsWith("source.with", StringComparison.Ordinal);

    private PipelineReading Define(string file, YamlNode root, PipelineDocument document, SourceUse? source, OptionsBinder binder, HookReader hooks, DiagnosticBag found)
    {
        hooks.Read(HookRole.Filter, null, document.Filter, "filter");
        hooks.Read(HookRole.Path, null, document.Path, "path");
        hooks.Read(HookRole.Priority, null, document.Priority, "priority");
        hooks.Read(HookRole.Load, null, document.Load, "load");
        var strategy = ReadStrategy(document.Strategy, root, binder, hooks, found);
        var reader = new SinksReader(catalog, binder, hooks, found);
        var sinks = reader.Read(document.Sinks, (root as YamlMapping)?.Find("sinks")?.Value);
        var allHooks = hooks.Hooks with { NamedSinks = reader.Named };
        var definition = found.HasErrors ? null : new PipelineDefinition
        {
            Name = document.Name.Text,
            File = Path.GetFullPath(file),
            Source = source!,
            Strategy = strategy!,
            Sinks = sinks,
            Hooks = allHooks,
            Engine = document.Engine,
            Retry = document.Retry,
            Dedupe = document.Dedupe,
            Integrity = document.Integrity,
            Logging = Resolve(document.Logging, file),
        };
        return new(found) { Definition = definition, Hooks = allHooks, Texts = hooks.Texts, SourceFields = source?.Offer.Fields };
    }

    private static LoggingSettings Resolve(LoggingSettings logging, string file) =>
        logging.File is { } log ? logging with { File = Path.GetFullPath(log, Path.GetDirectoryName(Path.GetFullPath(file))!) } : logging;

    private SourceUse? ReadSource(YamlNode node, OptionsBinder binder, DiagnosticBag found)
    {
        var reader = new UseReader<SourceOffer>("source", catalog.FindSource, catalog, binder, found);
        var document = reader.ReadDocument<UseDocument>(node, "source");
        return reader.Resolve(document.Use, document.With, node, "source") is var (offer, options) ? new(offer, options, node.Location) : null;
    }

    private StrategyUse? ReadStrategy(YamlNode? node, YamlNode root, OptionsBinder binder, HookReader hooks, DiagnosticBag found)
    {
        if (node is YamlMapping { Entries: [{ Key.Text: "file", Value: YamlScalar { IsNull: false } file }] })
        {
            hooks.Read(HookRole.Strategy, null, node, "strategy");
            return new(new(Path.GetFileName(file.Text), "A script of the pipeline.", "script", typeof(object), static (_, _) => throw new InvalidOperationException("Compiling the hooks makes it.")), new(), node.Location);
        }

        var reader = new UseReader<StrategyOffer>("strategy", catalog.FindStrategy, catalog, binder, found);
        var document = node is null ? new UseDocument { Use = DefaultStrategy } : reader.ReadDocument<UseDocument>(node, "strategy");
        var place = node ?? root;
        return reader.Resolve(document.Use, document.With, place, "strategy") is var (offer, options) ? new(offer, options, place.Location) : null;
    }
}
