using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Reads the <c>sinks:</c> of a pipeline.</summary>
internal sealed class SinksReader(IPluginCatalog catalog, OptionsBinder binder, HookReader hooks, DiagnosticBag found)
{
    private readonly UseReader<SinkOffer> _uses = new("sink", catalog.FindSink, catalog, binder, found);
    private readonly Dictionary<string, YamlNode> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The indexes of those read so far that store content under names.</summary>
    public List<int> Named { get; } = [];

    /// <summary>Reads them all; those with findings are left out.</summary>
    /// <param name="nodes">One node per sink; null after a finding.</param>
    /// <param name="list">The list as a whole.</param>
    public IReadOnlyList<SinkUse> Read(IReadOnlyList<YamlNode>? nodes, YamlNode? list)
    {
        if (nodes is { Count: 0 })
            found.Error(DiagnosticCodes.OutOfRange, list!.Location, "sinks", "A pipeline needs at least one sink. Write '- use: filesystem' with its options.");
        var sinks = new List<SinkUse>();
        for (var index = 0; index < nodes?.Count; index++)
        {
            if (ReadSink(nodes[index], index, $"sinks[{index}]") is { } sink)
                sinks.Add(sink);
        }

        return sinks;
    }

    private SinkUse? ReadSink(YamlNode node, int index, string path)
    {
        var document = _uses.ReadDocument<SinkDocument>(node, path);
        hooks.Read(HookRole.When, index, document.When, $"{path}.when");
        hooks.Read(HookRole.Path, index, document.Path, $"{path}.path");
        if (_uses.Resolve(document.Use, document.With, node, path) is not var (offer, options))
            return null;
        if (offer.Create is not null)
            Named.Add(index);
        var name = document.Name?.Text ?? offer.Name;
        if (!_names.TryAdd(name, node))
            found.Error(DiagnosticCodes.DuplicateName, node.Location, path, $"A sink {Printable.Quote(name)} stands already in line {_names[name].Location.Line}. Give this one a 'name:' of its own.");
        if (document.Batch is not null && offer.CreateRecordSink is null)
            found.Error(DiagnosticCodes.OptionsContradict, ((YamlMapping)node).Find("batch")!.Key.Location, $"{path}.batch", $"{offer.Name} stores content, not records, and has nothing to batch. Remove it.");
        return new(name, offer, options, document.Batch ?? new BatchSettings(), node.Location);
    }
}
