using TgPlatform.Runtime.Diagnostics;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Yaml;

/// <summary>A piece of YAML that knows where it stands.</summary>
/// <param name="Location">Its first character; line 0 when it came from a variable or the command line instead of a file.</param>
internal abstract record YamlNode(SourceLocation Location);

/// <summary>A single value.</summary>
/// <param name="Text">The value with quotes, escapes and indentation taken off.</param>
/// <param name="Style">How it was written.</param>
internal sealed record YamlScalar(SourceLocation Location, string Text, ScalarStyle Style) : YamlNode(Location)
{
    /// <summary>Where the characters of the text stand; null when lines were joined, so that nobody can say.</summary>
    public TextMap? Map { get; init; }

    /// <summary>Whether it came from the environment, where secrets may stand.</summary>
    public bool IsFromEnvironment { get; init; }

    /// <summary>Whether it is taken as it is: nothing in it is a variable.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>Whether YAML means "nothing" by it.</summary>
    public bool IsNull => Style == ScalarStyle.Plain && Text is ("" or "~" or "null" or "Null" or "NULL");
}

/// <summary>Several values in order.</summary>
internal sealed record YamlSequence(SourceLocation Location, IReadOnlyList<YamlNode> Items) : YamlNode(Location);

/// <summary>Values by name.</summary>
internal sealed record YamlMapping(SourceLocation Location, IReadOnlyList<YamlEntry> Entries) : YamlNode(Location)
{
    /// <summary>The entry with that name, or null.</summary>
    public YamlEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Key.Text == name);
}

/// <summary>A name and its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
