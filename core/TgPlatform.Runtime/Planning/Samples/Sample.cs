using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Planning.Samples;

/// <summary>Items that are given instead of found.</summary>
/// <param name="Groups">The groups in their order.</param>
/// <param name="Lanes">The lanes there are; empty when nobody said.</param>
public sealed record Sample(IReadOnlyList<ItemGroup> Groups, IReadOnlyList<string> Lanes)
{
    /// <summary>Items put together by their groups; the first member of a group decides its place.</summary>
    internal static IReadOnlyList<ItemGroup> Together(IEnumerable<(Item Item, string? Group)> items) =>
        [.. items.GroupBy(static one => one.Group ?? $"\0{one.Item.Id}", StringComparer.Ordinal).Select(static group => new ItemGroup(group.First().Group ?? group.First().Item.Id, [.. group.Select(static one => one.Item)]))];
}
