using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Tells each member of a group of several its place, as fields: so hooks and record sinks see it, and the ledger keeps it whatever is left of
/// the group in a later run.
/// </summary>
internal static class GroupPlaces
{
    /// <summary>The place, from 1.</summary>
    public const string Index = "album_index";

    /// <summary>How many members the group has.</summary>
    public const string Count = "album_count";

    /// <summary>The group with the places of its members; what a source itself says of a place counts.</summary>
    public static ItemGroup Number(ItemGroup group)
    {
        if (group.Items.Count == 1 || group.Items.All(IsNumbered))
            return group;
        var items = group.Items.Select((item, index) => IsNumbered(item) ? item : item with { Fields = new([.. item.Fields, new(Index, index + 1), new(Count, group.Items.Count)]) });
        return new(group.Id, [.. items]) { Cursor = group.Cursor };
    }

    private static bool IsNumbered(Item item) => item[Index].Integer is not null;
}
