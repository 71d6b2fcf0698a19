using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>Makes the root when the sink is connected, so that one that can never be made is known before anything is fetched.</summary>
internal sealed class RootMaking(string root)
{
    private readonly Stack<string> _made = new();

    /// <exception cref="FailureException">The root cannot be made, and waiting would not help.</exception>
    public void Make()
    {
        for (var missing = root; missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing))
            _made.Push(missing);
        try
        {
            foreach (var folder in _made)
                Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var translated = FileFailures.Translate(failure, $"The root '{root}' cannot be made");
            // A full or read-only disk can be cured while the run waits: the first delivery says so.
            if (translated.Kind != FailureKind.Blocked)
                throw new FailureException(FailureKind.Permanent, $"The root '{root}' cannot be made: {Reason(failure)} Choose another root, or make room for it there.", failure);
        }
    }

    /// <summary>Removes what was made and is still empty: who has stored nothing leaves nothing.</summary>
    public void Unmake()
    {
        foreach (var folder in _made.Reverse())
        {
            if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any())
                return;
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
            {
                // Somebody has begun to use it in this very moment, or may decide about it and we may not: an empty folder harms nobody.
                return;
            }
        }
    }

    private string Reason(Exception failure)
    {
        for (var above = root; above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
                return $"'{above}' is a file.";
        }

        return failure is UnauthorizedAccessException ? "this user may not write there." : "the system does not let a folder be made there.";
    }
}
