using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Options;

/// <summary>Places inside a pipeline file: <c>sinks[0].with.root</c>.</summary>
internal static class OptionPath
{
    private const int Longest = 60;

    /// <summary>The path of an entry; a name that is no plain word is quoted and shortened.</summary>
    public static string Join(string path, string name)
    {
        var shown = name.Length is > 0 and <= Longest && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-') ? name : Printable.Quote(name);
        return path.Length == 0 ? shown : $"{path}.{shown}";
    }
}
