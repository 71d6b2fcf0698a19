using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Yaml;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Takes the C# of hooks out of the YAML around it, with exact places: inline, in a block after <c>|</c>, or in a file.</summary>
/// <param name="shownFolder">The pipeline file's folder as the person gave it.</param>
/// <param name="folder">The same, absolute.</param>
/// <param name="found">Takes what is wrong.</param>
internal sealed class HookReader(string shownFolder, string folder, DiagnosticBag found)
{
    private readonly List<HookText> _hooks = [];

    /// <summary>The hooks read so far.</summary>
    public HookSet Hooks => new(_hooks);

    /// <summary>The options that are made for each item.</summary>
    public ItemTexts Texts { get; } = new();

    /// <summary>Reads an option that is made for each item.</summary>
    public ItemText ReadText(YamlScalar scalar, string path)
    {
        ReadInline(HookRole.Text, null, scalar, path);
        return Texts.Make(path, scalar.Text);
    }

    /// <summary>Reads a hook if there is one.</summary>
    public void Read(HookRole role, int? sink, YamlNode? node, string path)
    {
        switch (node)
        {
            case null:
                break;
            case YamlScalar scalar:
                ReadInline(role, sink, scalar, path);
                break;
            case YamlMapping { Entries: [{ Key.Text: "file", Value: YamlScalar { IsNull: false } file }] }:
                ReadFile(role, sink, file, path);
                break;
            default:
                Refuse(node, path, "Braces and brackets are YAML here. Put the code into quotes or into a block after '|', or write { file: name.csx }.");
                break;
        }
    }

    private void ReadInline(HookRole role, int? sink, YamlScalar scalar, string path)
    {
        if (scalar.IsNull || string.IsNullOrWhiteSpace(scalar.Text))
            Refuse(scalar, path, "empty. Write C#, or remove the line.");
        else if (scalar.Style == ScalarStyle.Folded)
            Refuse(scalar, path, "'>' joins lines, so that mistakes in the code could not be placed. Write '|'.");
        else if (scalar.Map is not { } map)
            Refuse(scalar, path, "YAML joins the lines of this value, so that mistakes in the code could not be placed. Write the code on one line, or in a block after '|'.");
        else
            _hooks.Add(new(role, sink, scalar.Text.TrimEnd('\n'), map.Start, map.Indent, IsScript: false, path) { Map = map });
    }

    private void ReadFile(HookRole role, int? sink, YamlScalar file, string path)
    {
        var shown = Path.Combine(shownFolder, file.Text);
        var code = TextFile.Read(Path.GetFullPath(file.Text, folder), shown, file.Location, $"{path}.file", found);
        if (code is null)
            return;
        if (string.IsNullOrWhiteSpace(code))
            Refuse(file, path, $"{Printable.Quote(shown)} is empty. Write C# into it.");
        else
            _hooks.Add(new(role, sink, code, new(shown, 1, 1), 0, IsScript: true, path));
    }

    private void Refuse(YamlNode node, string path, string message) => found.Error(DiagnosticCodes.HookForm, node.Location, path, message);
}
