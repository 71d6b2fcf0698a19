using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Finds given groups and opens them as told; counts and remembers how it was asked.</summary>
internal sealed class ScriptedSource(IReadOnlyList<ItemGroup> groups, Func<Item, Lane, ResumePoint, Content> open) : ISource
{
    private readonly List<(string Item, string Lane, ResumePoint From)> _opened = [];

    public IReadOnlyList<Lane> Lanes { get; init; } = [new("one")];

    /// <summary>Awaited before each opening.</summary>
    public Func<Item, CancellationToken, Task> Before { get; init; } = static (_, _) => Task.CompletedTask;

    public IReadOnlyList<(string Item, string Lane, ResumePoint From)> Opened
    {
        get
        {
            lock (_opened)
                return [.. _opened];
        }
    }

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var group in groups)
            yield return group;
        await Task.CompletedTask;
    }

    public async ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
    {
        await Before(item, cancellationToken);
        lock (_opened)
            _opened.Add((item.Id, lane.Name, from));
        return open(item, lane, from);
    }

    public ValueTask DisposeAsync() => default;
}

/// <summary>Gives some bytes, then fails.</summary>
internal sealed class BreakingStream(byte[] bytes, Exception failure) : MemoryStream(bytes, writable: false)
{
    public override bool CanSeek => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw failure;
}
