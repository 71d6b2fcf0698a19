namespace TgPlatform.Cli.Presentation;

/// <summary>Writes commands into advice so that they work as they are typed.</summary>
internal static class Advice
{
    /// <summary>An argument, in quotes where a shell would take it apart.</summary>
    public static string Argument(string text) => text.All(static one => char.IsLetterOrDigit(one) || "._-/\\:".Contains(one, StringComparison.Ordinal)) ? text : $"\"{text}\"";
}
