using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;
using TgPlatform.Plugins.FileSystem.Names;
using TgPlatform.Plugins.FileSystem.Streams;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>
/// Stores content as files below a root: written beside its final name under a temporary one, proven, flushed, then renamed in one step.
/// </summary>
internal sealed class FileSystemSink : ISink, INaming, INotesNames, IReadable, IConnecting
{
    private readonly FileSystemSinkOptions _options;
    private readonly ILogger _logger;
    private readonly FolderTree _tree;
    private readonly int _maxBytes;
    private readonly RecentNames _names = new();
    private readonly RootMaking _root;

    /// <summary>Makes the sink; nothing is touched before it is connected.</summary>
    /// <param name="portable">Do without the calls that only Linux has.</param>
    public FileSystemSink(FileSystemSinkOptions options, PluginContext context, bool portable = false)
    {
        var root = context.Resolve(options.Root);
        (_options, _logger) = (options, context.Logger);
        _tree = new(root, context.Logger, flushWhenMade: options.Durability == Durability.Full, portable);
        _root = new(root);
        _maxBytes = ByteLimit.WholePath - System.Text.Encoding.UTF8.GetByteCount(root) - 1;
    }

    public ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _root.Make();
        return default;
    }

    public string FinalName(string name) => SafeName.Of(name, _maxBytes);

    public string CollisionKey(string finalName) => finalName.ToUpperInvariant();

    public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A name that was given once is a final one; whatever else this may be, it does not leave the root.
        var name = FinalName(target.Replaces ?? target.Name);
        NoteName(target.Item, name);
        try
        {
            return new(Begin(target, name));
        }
        catch (FailureException failure) when (RootRefusal.Of(failure, _tree.Root) is { } refusal)
        {
            throw refusal;
        }
    }

    public ValueTask<Stream?> OpenCommittedAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (name.Split('/').Any(static component => component is "" or "." or ".."))
            return new((Stream?)null);
        using var folder = _tree.Take(name[..Math.Max(0, name.LastIndexOf('/'))], create: false);
        var file = folder?.Names.OpenToRead(name[(name.LastIndexOf('/') + 1)..]);
        return new(file is null ? null : new FileContentStream(file, ownsFile: true));
    }

    public async IAsyncEnumerable<string> ListCommittedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in FileListing.Of(_tree.Root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TemporaryName.Matches(path.AsSpan(path.LastIndexOf('/') + 1)))
                yield return path;
        }

        await Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _tree.Dispose();
        _root.Unmake();
        return default;
    }

    public void NoteName(Item item, string name)
    {
        var meeting = _names.Note(CollisionKey(name), name, item.Id);
        if (meeting == Meeting.SameButForCase && OperatingSystem.IsLinux())
            _logger.LogWarning("Another item of this run has the name {Name} but for upper and lower case: on Windows and macOS the two would be one file", name);
        else if (meeting != Meeting.None && _options.OnConflict == OnConflict.Overwrite)
            throw new FailureException(FailureKind.Permanent, $"Another item of this run has the name '{name}' already, and would be overwritten. Make 'path' tell them apart, for instance by {{item.Id}}, or set on_conflict: rename.");
    }

    private IDelivery? Begin(Target target, string name)
    {
        var folder = _tree.Take(name[..Math.Max(0, name.LastIndexOf('/'))], create: true)!;
        try
        {
            var delivery = new Beginning(folder, target, name, OptionsFor(target, folder, name)).Begin();
            if (delivery is null)
                folder.Dispose();
            return delivery;
        }
        catch (FailureException failure)
        {
            // The folder itself may be the reason, except when a name in it was.
            if (failure.Kind != FailureKind.Permanent || FileFailures.IsAccessDenied(failure))
                folder.Distrust();
            folder.Dispose();
            throw;
        }
    }

    // The altered file that is to be replaced is the item's own; a name that is free is nobody's, and may be another's by the time of the commit.
    private FileSystemSinkOptions OptionsFor(Target target, OpenFolder folder, string name) =>
        target.Replaces is not null && folder.Names.Exists(name[(name.LastIndexOf('/') + 1)..]) ? _options with { OnConflict = OnConflict.Overwrite } : _options;
}
