using System.Text.RegularExpressions;

namespace TgPlatform.Cli.Presentation;

/// <summary>Writes commands into advice so that they work as they are typed.</summary>
internal static partial class Advice
{
    /// <summary>An argument, in quotes where a shell would take it apart.</summary>
    public static string Argument(string text) => text.All(static one => char.IsLetterOrDigit(one) || "._-/\\:".Contains(one, StringComparison.Ordinal)) ? text : $"\"{text}\"";

    /// <summary>A plugin's advice with the pipeline's file in its commands: a plugin does not know it, and writes <c>'tgp run FILE'</c>.</summary>
    public static string For(string file, string advice) =>
        Command().Replace(advice, command => File().Replace(command.Value, _ => Argument(file)));

    [GeneratedRegex("'tgp [^']*'")]
    private static partial Regex Command();

    [GeneratedRegex(@"\bFILE\b")]
    private static partial Regex File();
}
