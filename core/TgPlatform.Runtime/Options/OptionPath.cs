using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Options;

/// <summary>Places inside a pipeline file: <c>sinks[0].with.root</c>.</summary>
internal static class OptionPath
{
    /// <summary>The path of an entry; a name that is no plain word is quoted.</summary>
    public static string Join(string path, string name)
    {
        var shown = name.Length > 0 && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-') ? name : Printable.Quote(name);
        return path.Length == 0 ? shown : $"{path}.{shown}";
    }
}
