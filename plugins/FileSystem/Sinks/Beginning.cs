using Microsoft.Win32.SafeHandles;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;
using TgPlatform.Plugins.FileSystem.Names;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>The first step of a delivery: continues what an earlier attempt left, or makes a new temporary file.</summary>
internal sealed class Beginning(OpenFolder folder, Target target, string finalName, FileSystemSinkOptions options)
{
    // More than this many deliveries of one item to one name at the same time is not work but a mistake.
    internal const int MostAtOnce = 100;

    private readonly string _lastName = finalName[(finalName.LastIndexOf('/') + 1)..];

    /// <summary>The delivery, or null when there is nothing to do; the folder is then still the caller's.</summary>
    public IDelivery? Begin()
    {
        var kept = target.Earlier is { } earlier ? FindKept(earlier) : null;
        if (kept is CommittedDelivery)
            return kept;
        if (options.OnConflict is OnConflict.Fail or OnConflict.Skip && folder.Names.Exists(_lastName))
        {
            ((FileDelivery?)kept)?.Discard();
            return options.OnConflict == OnConflict.Skip ? null : throw NameConflict.Failure(finalName, target, folder.Names.Describe(_lastName)?.Length);
        }

        return kept ?? MakeNew();
    }

    private IDelivery? FindKept(DeliveryState earlier)
    {
        if (!KeptToken.TryParse(earlier.Token, out var token))
            return null;
        var name = TemporaryName.Of(target.Item.Id, finalName, token.Attempt);
        if (folder.Names.OpenLocked(name, out var isBusy) is { } file)
        {
            if (Continue(file, name, token, earlier.Offset) is { } delivery)
                return delivery;
            file.Dispose();
        }

        return isBusy ? null : FindRenamed(token, earlier.Offset);
    }

    private FileDelivery? Continue(SafeFileHandle file, string name, KeptToken token, long offset)
    {
        var facts = folder.Names.Describe(file);
        if (facts.Id != token.FileId || facts.Length < offset || (token.IsLinked && facts.Length != offset))
            return null;
        if (facts.Length > offset)
            FileFailures.Guard(() => RandomAccess.SetLength(file, offset), $"The file '{name}' cannot be cut");
        return new(folder, file, new(name, token.Attempt), finalName, target, options) { Offset = offset, IsLinked = token.IsLinked };
    }

    // Killed after the renaming and before anybody was told: the file has one of the names that the policy could have given it.
    private CommittedDelivery? FindRenamed(KeptToken token, long length)
    {
        var candidate = finalName;
        for (var number = 2; folder.Names.Describe(candidate[(candidate.LastIndexOf('/') + 1)..]) is { } facts; number++)
        {
            if (facts.Id == token.FileId && facts.Length == length)
                return new(folder, candidate, length, target.Earlier!.Token);
            if (options.OnConflict != OnConflict.Rename)
                break;
            candidate = SafeName.Numbered(finalName, number);
        }

        return null;
    }

    private FileDelivery MakeNew()
    {
        for (var attempt = 0; attempt < MostAtOnce;)
        {
            var name = TemporaryName.Of(target.Item.Id, finalName, attempt);
            if (folder.Names.Create(name) is { } file)
                return new(folder, file, new(name, attempt), finalName, target, options) { Offset = 0 };
            // Left by an earlier attempt, and worthless now; or another delivery, perhaps of another process, is at work on it.
            using var left = folder.Names.OpenLocked(name, out var isBusy);
            if (isBusy)
                attempt++;
            else
                folder.Names.Delete(name);
        }

        throw new FailureException(FailureKind.Transient, $"The item is being written to '{finalName}' by {MostAtOnce} others at once.");
    }
}
