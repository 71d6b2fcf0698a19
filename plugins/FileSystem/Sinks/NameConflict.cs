using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>The refusal of a name that is taken.</summary>
internal static class NameConflict
{
    public static FailureException Failure(string name) => new(
        FailureKind.Permanent, $"The name '{name}' is taken, by another item, an earlier version of this one, or a file of somebody else's. Make 'path' tell items apart, or set on_conflict: overwrite (the newest stays), rename (both stay) or skip (the first stays).");
}
