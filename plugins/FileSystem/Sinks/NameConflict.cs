using TgPlatform.Contracts;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>The refusal of a name that is taken.</summary>
internal static class NameConflict
{
    private const string Choices = "set on_conflict: skip (the first stays), overwrite (the newest stays) or rename (both stay)";

    /// <param name="name">The name.</param>
    /// <param name="target">What it was wanted for.</param>
    /// <param name="lengthThere">Length of the file that has it, or null when unknown.</param>
    public static FailureException Failure(string name, Target target, long? lengthThere) => new(FailureKind.Permanent, lengthThere is { } length && length == target.Length
        ? $"The name '{name}' is taken, by a file that is just as long: most likely an earlier run stored this very item, and its memory, the folder .tgp beside the pipeline file, is gone. "
            + $"Bring .tgp back; or run once with on_conflict: skip, which keeps what is there; or overwrite, which fetches it anew. Is it another item's, make 'path' tell them apart, or {Choices}."
        : $"The name '{name}' is taken, by another item, an earlier version of this one, or a file of somebody else's. Make 'path' tell items apart, or {Choices}.");
}
