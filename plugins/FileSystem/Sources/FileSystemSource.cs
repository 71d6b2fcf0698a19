using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;
using TgPlatform.Plugins.FileSystem.Names;
using TgPlatform.Plugins.FileSystem.Streams;

namespace TgPlatform.Plugins.FileSystem.Sources;

/// <summary>The files below a folder as items, in an order that is the same on every run.</summary>
internal sealed class FileSystemSource : ISource
{
    private const int LongestId = 1_024;
    private const string EndCursor = "end", AfterCursor = "after:";

    private readonly FolderTree _tree;
    private readonly TreeWalk _walk;
    private readonly PathPatterns _include;
    private readonly PathPatterns _exclude;

    /// <summary>Makes the source; nothing is read before discovery.</summary>
    /// <param name="portable">Do without the calls that only Linux has.</param>
    public FileSystemSource(FileSystemSourceOptions options, PluginContext context, bool portable = false)
    {
        _tree = new(context.Resolve(options.Root), context.Logger, portable: portable);
        (_include, _exclude) = (new(options.Include), new(options.Exclude));
        _walk = new(_tree.Root, options.Hidden, folder => !_exclude.Matches(folder));
    }

    public static IReadOnlyList<FieldDefinition> Fields { get; } =
    [
        new("path", FieldType.Text, "Path of the file below the root, with '/'.", "2024/05/photo.jpg"),
        new("folder", FieldType.Text, "Path of the file's folder below the root, with '/'; empty for the root itself.", "2024/05"),
    ];

    public IReadOnlyList<Lane> Lanes { get; } = [new Lane("filesystem")];

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var after = cursor?.StartsWith(AfterCursor, StringComparison.Ordinal) == true ? cursor[AfterCursor.Length..] : null;
        var items = Items(after, cancellationToken);
        // New files may have come before the cursor as well: only an interrupted walk goes on there, a finished one begins again.
        if (after is not null && !items.Any())
            items = Items(null, cancellationToken);
        Item? last = null;
        foreach (var item in items)
        {
            if (last is not null)
                yield return (ItemGroup)last with { Cursor = AfterCursor + PathOf(last) };
            last = item;
        }

        if (last is not null)
            yield return (ItemGroup)last with { Cursor = EndCursor };
    }

    public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(item);
        if (Unreadable.IsFolder(path))
            throw Unreadable.Failure(path);
        using var folder = _tree.Take(FolderOf(path), create: false);
        var file = folder?.Names.OpenToRead(Path.GetFileName(path)) ?? throw Unreadable.Failure(path);
        var facts = folder.Names.Describe(file);
        var validator = string.Create(CultureInfo.InvariantCulture, $"{VersionOf(facts)}-{facts.Id:x}");
        var offset = validator == from.Validator && from.Offset <= facts.Length ? from.Offset : 0;
        var names = folder.Names;
        return new(new Content(new FileContentStream(file, ownsFile: true, offset, AssertUnchanged))
        {
            Offset = offset,
            Length = facts.Length,
            Validator = validator,
        });

        void AssertUnchanged(Microsoft.Win32.SafeHandles.SafeFileHandle read)
        {
            if (names.Describe(read) != facts)
                throw new FailureException(FailureKind.Transient, $"The file '{path}' was changed while it was read.");
        }
    }

    public ValueTask DisposeAsync()
    {
        _tree.Dispose();
        return default;
    }

    private IEnumerable<Item> Items(string? after, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_tree.Root))
            throw new FailureException(FailureKind.Permanent, $"The folder '{_tree.Root}' does not exist. Make it, or correct 'root'.");
        foreach (var path in _walk.Files(after))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Unreadable.IsFolder(path))
            {
                yield return MakeItem(path, Path.GetFileName(path[..^1]), null);
                continue;
            }

            var name = Path.GetFileName(path);
            if (TemporaryName.Matches(name) || _exclude.Matches(path) || !(_include.IsEmpty || _include.Matches(path)))
                continue;
            if (TryDescribe(path, name, out var facts))
                yield return MakeItem(path, name, facts);
        }
    }

    // False when it is gone since it was listed, or a pipe or device. Without facts it is there, and opening it will say what is wrong.
    private bool TryDescribe(string path, string name, out FileFacts? facts)
    {
        facts = null;
        try
        {
            using var folder = _tree.Take(FolderOf(path), create: false);
            facts = folder?.Names.Describe(name);
            return facts is not null || (folder is not null && Unreadable.IsNoText(name) && !folder.Names.Exists(name));
        }
        catch (FailureException failure) when (FileFailures.IsAccessDenied(failure))
        {
            return true;
        }
    }

    private static Item MakeItem(string path, string name, FileFacts? facts)
    {
        var id = path.Length <= LongestId ? path : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)));
        return new()
        {
            Id = id,
            Name = name,
            Kind = KindOfFile.Of(name),
            Size = facts?.Length,
            Date = facts?.ModifiedAt,
            Version = facts is { } known ? VersionOf(known) : null,
            Locator = id == path ? null : path,
            Fields = new([new("path", path), new("folder", FolderOf(path.TrimEnd('/')))]),
        };
    }

    // Without the file's own number: a tree that was copied or restored is still the same.
    private static string VersionOf(FileFacts facts) => string.Create(CultureInfo.InvariantCulture, $"{facts.Length:x}-{facts.Modified:x}");

    private static string PathOf(Item item) => item.Locator ?? item.Id;

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
