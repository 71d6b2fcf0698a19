using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>A part of a condition that can be true or false by itself: what stands between two <c>&amp;&amp;</c>.</summary>
/// <param name="Hook">The hook's place in the pipeline file, <c>sinks[1].when</c>.</param>
/// <param name="Text">The part as written, on one line; of a script its name.</param>
/// <param name="Location">Where the part begins.</param>
public sealed record HookClause(string Hook, string Text, SourceLocation Location)
{
    /// <summary><c>archive.yaml:4:9 filter: item.Size &lt; 2.GB()</c>.</summary>
    public override string ToString() => $"{Location} {Hook}: {Text}";
}
