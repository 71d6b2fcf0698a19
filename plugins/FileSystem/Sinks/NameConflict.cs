using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>The refusal of a name that is taken.</summary>
internal static class NameConflict
{
    public static FailureException Failure(string name) => new(
        FailureKind.Permanent, $"The name '{name}' is taken. Make 'path' tell items apart, or set on_conflict to skip, overwrite or rename.");
}
