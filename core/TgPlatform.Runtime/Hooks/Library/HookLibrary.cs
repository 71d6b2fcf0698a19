using System.Globalization;

namespace TgPlatform.Runtime.Hooks.Library;

/// <summary>What every hook may call by its bare name.</summary>
public static partial class HookLibrary
{
    /// <summary>The first text that is neither missing nor blank: <c>Or(item.Title, item.Name)</c>; empty text when there is none.</summary>
    /// <param name="texts">The texts in the order of preference.</param>
    public static string Or(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
                return text;
        }

        return "";
    }

    /// <summary>A text with something before it, or nothing when it is missing or empty: <c>{item.Stem}{Prefixed("_", item.Title)}</c>.</summary>
    /// <param name="prefix">What stands before the text.</param>
    /// <param name="text">The text.</param>
    public static string Prefixed(string prefix, string? text) => string.IsNullOrEmpty(text) ? "" : prefix + text;

    /// <summary>A number with something before it, or nothing when it is missing: <c>{item.Date:yyyy-MM-dd}{Prefixed("_", item.AlbumIndex)}</c>.</summary>
    /// <param name="prefix">What stands before the number.</param>
    /// <param name="number">The number.</param>
    public static string Prefixed(string prefix, long? number) =>
        number is { } value ? string.Create(CultureInfo.InvariantCulture, $"{prefix}{value}") : "";

    /// <summary>A text whose slashes separate folders in a <c>path</c>: <c>{Folders(item.Folder)}/{item.Name}</c>. Without it they become <c>_</c>.</summary>
    /// <param name="text">The text; null is no folder.</param>
    public static FolderText Folders(string? text) => new(text);

    /// <summary>An environment variable, or null when it is not set: <c>item.Chat == Env("CHAT")</c>.</summary>
    /// <param name="name">The variable's name.</param>
    public static string? Env(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>An environment variable, or a text to take when it is not set.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="fallback">The text to take.</param>
    public static string Env(string name, string fallback) => Environment.GetEnvironmentVariable(name) ?? fallback;
}
