using System.Globalization;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Loads;

/// <summary>One item many times: each time under another identity, from which the original can be had back.</summary>
internal static class RoundItems
{
    private const char Mark = '~';

    /// <summary>A group as it is offered in a round.</summary>
    public static ItemGroup InRound(ItemGroup group, long round) =>
        new(Marked(group.Id, round), [.. group.Items.Select(item => item with { Id = Marked(item.Id, round) })]);

    /// <summary>The item as its source knows it, with whatever was learnt about it since.</summary>
    public static Item Original(Item item) => item with { Id = item.Id[..item.Id.LastIndexOf(Mark)] };

    /// <summary>The round an item was offered in, as text.</summary>
    public static string RoundOf(Item item) => item.Id[(item.Id.LastIndexOf(Mark) + 1)..];

    private static string Marked(string id, long round) => string.Create(CultureInfo.InvariantCulture, $"{id}{Mark}{round}");
}
