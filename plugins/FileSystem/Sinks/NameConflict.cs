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
        ? $"The name '{name}' is taken by a file that is just as long.\n"
            + "Files that are just as long under the wanted names: most likely an earlier run stored these very items, and its memory, the folder .tgp beside the pipeline file, is gone. Bring .tgp back. "
            + "Or 'tgp dead replay FILE --all', then 'tgp run FILE --adopt': that takes what is there for the items' own, without fetching it. "
            + $"Are they other items' files, make 'path' tell them apart, or {Choices}."
        : $"The name '{name}' is taken by another item, an earlier version of this one, or a file of somebody else's.\nMake 'path' tell items apart, or {Choices}.");
}
