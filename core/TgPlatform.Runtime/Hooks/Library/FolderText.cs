namespace TgPlatform.Runtime.Hooks.Library;

/// <summary>Text whose slashes separate folders; made by <see cref="HookLibrary.Folders"/>.</summary>
/// <param name="Text">The text, or null for none.</param>
public readonly record struct FolderText(string? Text)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text ?? "";
}
