using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>
/// Fills in what a pipeline file takes from others: <c>defaults:</c> (files) and <c>template:</c> (entries of <c>templates:</c>). Mappings are
/// joined key by key, everything else is replaced as a whole, and every value keeps the place it stands at.
/// </summary>
/// <param name="shownFolder">The pipeline file's folder as the person gave it.</param>
/// <param name="folder">The same, absolute.</param>
/// <param name="found">Takes what is wrong.</param>
internal sealed class Inheritance(string shownFolder, string folder, DiagnosticBag found)
{
    public YamlNode Apply(YamlNode root)
    {
        if (root is not YamlMapping own)
            return root;
        if (own.Find("defaults")?.Value is { } defaults)
            own = ReadDefaults(defaults).Aggregate(own, static (mapping, below) => Join(mapping, below));
        var templates = own.Find("templates")?.Value;
        if (templates is not null and not YamlMapping)
            found.Error(DiagnosticCodes.WrongType, templates.Location, "templates", "This takes 'name: value' pairs. Write { disk: { use: filesystem, with: { root: ./downloads } } }.");
        return own with { Entries = [.. own.Entries.Select(entry => entry with { Value = Expand(entry, templates as YamlMapping) })] };
    }

    // The last file counts first, as it stands nearest to the pipeline.
    private IEnumerable<YamlMapping> ReadDefaults(YamlNode node)
    {
        IReadOnlyList<YamlNode> files = node is YamlSequence several ? several.Items : [node];
        foreach (var file in files.Reverse())
        {
            if (file is not YamlScalar { IsNull: false } name)
            {
                found.Error(DiagnosticCodes.WrongType, file.Location, "defaults", "This takes a file, or a list of files. Write [common.yaml].");
                continue;
            }

            var shown = Path.Combine(shownFolder, name.Text);
            var text = TextFile.Read(Path.GetFullPath(name.Text, folder), shown, name.Location, "defaults", found);
            var read = text is null ? null : YamlReader.Read(text, shown, found);
            if (read is YamlMapping { } mapping && mapping.Find("defaults") is { } further)
                found.Error(DiagnosticCodes.UnknownKey, further.Key.Location, "defaults", "unknown. A file of defaults has none itself: name all of them in the pipeline.");
            else if (read is YamlMapping good)
                yield return good;
            else if (read is not null)
                found.Error(DiagnosticCodes.WrongType, read.Location, "", "This takes 'name: value' pairs. Write for instance { engine: { producers: 4 } }.");
        }
    }

    private YamlNode Expand(YamlEntry entry, YamlMapping? templates) => (entry.Key.Text, entry.Value) switch
    {
        ("source" or "strategy", YamlMapping use) => Expand(use, templates, entry.Key.Text),
        ("sinks", YamlSequence sinks) => sinks with { Items = [.. sinks.Items.Select((sink, index) => sink is YamlMapping use ? Expand(use, templates, $"sinks[{index}]") : sink)] },
        _ => entry.Value,
    };

    private YamlMapping Expand(YamlMapping use, YamlMapping? templates, string path)
    {
        if (use.Find("template")?.Value is not { } wanted)
            return use;
        var name = (wanted as YamlScalar)?.Text ?? "";
        if (templates?.Find(name)?.Value is YamlMapping template && template.Find("template") is null)
            return Join(use, template);
        string[] known = [.. templates?.Entries.Select(static entry => entry.Key.Text) ?? []];
        found.Error(DiagnosticCodes.UnknownTemplate, wanted.Location, $"{path}.template", known.Contains(name)
            ? $"The template {Printable.Quote(name)} is no mapping with keys of its own. Write them out there."
            : $"No template is called {Printable.Quote(name)}. {(known.Length == 0 ? "Add it under 'templates:'." : NearestName.Advice(name, known))}");
        return use;
    }

    private static YamlMapping Join(YamlMapping own, YamlMapping below)
    {
        var entries = own.Entries.Select(entry => entry.Value is YamlMapping inner && below.Find(entry.Key.Text)?.Value is YamlMapping innerBelow ? entry with { Value = Join(inner, innerBelow) } : entry);
        return own with { Entries = [.. entries, .. below.Entries.Where(entry => own.Find(entry.Key.Text) is null)] };
    }
}
