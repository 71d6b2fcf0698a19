namespace TgPlatform.Runtime.Hooks.Library;

/// <summary>What every hook may call by its bare name.</summary>
public static partial class HookLibrary
{
    /// <summary>The first text that is neither missing nor empty: <c>Or(item.Title, item.Name)</c>; empty text when there is none.</summary>
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

    /// <summary>A text whose slashes separate folders in a <c>path</c>: <c>{Folders(item.Folder)}/{item.Name}</c>. Without it they become <c>_</c>.</summary>
    /// <param name="text">The text; null is no folder.</param>
    public static FolderText Folders(string? text) => new(text);

    /// <summary>An environment variable, or null when it is not set.</summary>
    /// <param name="name">The variable's name.</param>
    public static string? Env(string name) => Environment.GetEnvironmentVariable(name);
}
