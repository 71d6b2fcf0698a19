namespace TgPlatform.Plugins.Sandbox.Command;

/// <summary>Variables as shells and programs read them.</summary>
internal static class VariableText
{
    /// <summary>Lines a POSIX shell takes over; a value of several lines is several lines here.</summary>
    public static IEnumerable<string> Exports(IReadOnlyDictionary<string, string> variables) =>
        variables.SelectMany(one => $"export {one.Key}='{one.Value.Replace("'", "'\\''", StringComparison.Ordinal)}'".Split('\n'));

    /// <summary>NAME="value", as shells and readers of .env files understand it; a value of several lines is several lines here.</summary>
    public static string EnvFile(IReadOnlyDictionary<string, string> variables) =>
        string.Concat(variables.Select(one => $"{one.Key}=\"{Quoted(one.Value)}\"\n"));

    private static string Quoted(string value) => string.Concat(value.Select(character => character is '"' or '\\' or '$' or '`' ? $"\\{character}" : $"{character}"));
}
