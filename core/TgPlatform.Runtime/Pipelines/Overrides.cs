using System.Globalization;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Puts values from the environment and the command line over those of the file; each keeps its origin as its location.</summary>
internal sealed class Overrides(DiagnosticBag found)
{
    private const string Prefix = "TGP_";

    public YamlNode Apply(YamlNode root, PipelineInputs inputs)
    {
        // A single underscore is somebody else's variable, such as TGP_HOME.
        foreach (var name in inputs.Environment.Keys.Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.Contains("__", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            root = Set(root, name[Prefix.Length..].ToLowerInvariant().Split("__"), inputs.Environment[name], new($"variable {name}", 0, 0), isFromEnvironment: true);

        foreach (var argument in inputs.Overrides)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                root = Set(root, argument[..equals].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'), argument[(equals + 1)..], new($"--set {argument[..equals]}", 0, 0), isFromEnvironment: false);
            else
                found.Error(DiagnosticCodes.WrongType, new("--set", 0, 0), "", $"{Printable.Quote(argument)} sets nothing. Write --set path=value, for instance --set engine.consumers=8.");
        }

        return root;
    }

    private YamlNode Set(YamlNode root, string[] path, string value, SourceLocation origin, bool isFromEnvironment)
    {
        var node = Written(value, origin, isFromEnvironment)
            ?? new YamlScalar(origin, value, ScalarStyle.SingleQuoted) { Map = new(origin with { Line = 1, Column = 1 }, 0), IsFromEnvironment = isFromEnvironment };
        return Set(root, path, node, origin);
    }

    // A list or mapping is written as in YAML's flow form, and on the command line a text in YAML's quotes; everything else is taken literally.
    private static YamlNode? Written(string value, SourceLocation origin, bool isFromEnvironment)
    {
        if (value is not (['[' or '{', ..]) && (isFromEnvironment || value is not (['\'' or '"', ..])))
            return null;
        var wrong = new DiagnosticBag();
        var read = YamlReader.Read(value, origin.File, wrong);
        return wrong.HasErrors ? null : read switch
        {
            YamlScalar { Text: var text } => new YamlScalar(origin, text, ScalarStyle.SingleQuoted) { Map = new(origin with { Line = 1, Column = 1 }, 0) },
            // '{item.Name}' is a name for items, not a mapping of nothing.
            YamlMapping { Entries: { Count: > 0 } entries } when entries.All(static one => one.Value is YamlScalar { IsNull: true }) => null,
            _ => read,
        };
    }

    private YamlNode Set(YamlNode? at, ReadOnlySpan<string> path, YamlNode value, SourceLocation origin)
    {
        if (path.IsEmpty)
            return value;
        switch (at)
        {
            case null or YamlScalar { IsNull: true }:
                return new YamlMapping(origin, [new(Key(path[0], origin), Set(null, path[1..], value, origin))]);
            case YamlMapping mapping:
                var entries = mapping.Entries.ToList();
                var index = entries.FindIndex(Named(path[0]));
                if (index < 0)
                    entries.Add(new(Key(path[0], origin), Set(null, path[1..], value, origin)));
                else
                    entries[index] = entries[index] with { Value = Set(entries[index].Value, path[1..], value, origin) };
                return mapping with { Entries = entries };
            case YamlSequence sequence when int.TryParse(path[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < sequence.Items.Count:
                var items = sequence.Items.ToList();
                items[number] = Set(items[number], path[1..], value, origin);
                return sequence with { Items = items };
            case YamlSequence sequence:
                found.Error(DiagnosticCodes.OutOfRange, origin, "", $"{Printable.Quote(path[0])} is no entry of this list. It has {sequence.Items.Count}, counted from 0.");
                return sequence;
            // 'source: http' is short for 'source: { use: http }', and its options may be set all the same.
            default:
                return Set(new YamlMapping(at.Location, [new(Key("use", at.Location), at)]), path, value, origin);
        }
    }

    private static Predicate<YamlEntry> Named(string name) => entry => entry.Key.Text == name;

    private static YamlScalar Key(string name, SourceLocation origin) => new(origin, name, ScalarStyle.Plain);
}
