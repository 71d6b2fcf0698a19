using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Hooks;

/// <summary>What a hook decides, and so what it must return.</summary>
public enum HookRole
{
    /// <summary>Whether an item is kept: a <see cref="bool"/> expression.</summary>
    Filter,

    /// <summary>The name under a sink's root: the inside of an interpolated string.</summary>
    Path,

    /// <summary>Whether a sink wants an item: a <see cref="bool"/> expression.</summary>
    When,

    /// <summary>Which items go first, higher before lower: an <see cref="int"/> expression.</summary>
    Priority,

    /// <summary>What an item costs its lane: a <see cref="double"/> expression.</summary>
    Load,

    /// <summary>Which lane gets which group: statements over an <see cref="Contracts.Assignment"/>; always a file.</summary>
    Strategy,

    /// <summary>An option of a plugin that is made for each item: the inside of an interpolated string.</summary>
    Text,
}

/// <summary>One hook as a person wrote it.</summary>
/// <param name="Role">What it decides.</param>
/// <param name="Sink">The sink it belongs to, as an index; null when it concerns the whole pipeline.</param>
/// <param name="Code">The code with indentation and quoting taken off.</param>
/// <param name="Location">Where the first character of <paramref name="Code"/> stands; the file is the YAML file or the <c>.csx</c> file.</param>
/// <param name="Indent">How many columns the lines after the first are indented in the file.</param>
/// <param name="IsScript">True when the code is a whole <c>.csx</c> file, whose last expression or <c>return</c> is the result.</param>
/// <param name="Path">The place in the pipeline file, <c>sinks[1].when</c>.</param>
public sealed record HookText(HookRole Role, int? Sink, string Code, SourceLocation Location, int Indent, bool IsScript, string Path)
{
    /// <summary>Where the characters stand when escapes make the code longer in the file than it is; null when each takes its own place.</summary>
    internal TextMap? Map { get; init; }

    /// <summary>The place in the file of what the compiler, which sees the code without indentation and escapes, places here.</summary>
    internal SourceLocation PlaceOf(string file, int line, int column)
    {
        if (file != Location.File)
            return new(file, line, column);
        var map = Map ?? new(Location, Indent);
        return line == Location.Line ? map.Locate(0, Math.Max(0, column - Location.Column)) : map.Locate(line - Location.Line, column - 1);
    }

    /// <summary>The place in the file of a character of the hook's text, or of one it loads.</summary>
    internal SourceLocation PlaceOf(HookFile file, int offset)
    {
        var (line, column) = file.Unindented(offset);
        return PlaceOf(file.Start.File, line, column);
    }
}

/// <summary>All hooks of a pipeline.</summary>
/// <param name="Hooks">The hooks, at most one per role and sink, and one per option.</param>
public sealed record HookSet(IReadOnlyList<HookText> Hooks)
{
    /// <summary>The sinks, as indexes, that are known to store content under the names hooks give; those of records are not among them.</summary>
    internal IReadOnlyList<int> NamedSinks { get; init; } = [];

    /// <summary>No hooks: everything is kept, and names are those the source proposes.</summary>
    public static HookSet None { get; } = new([]);
}
