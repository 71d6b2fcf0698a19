using TgPlatform.Cli.Presentation;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Ledgers;

/// <summary>Dead letters as lines for people: each of a few, groups of many.</summary>
internal static class DeadGroups
{
    /// <summary>So many are told one by one.</summary>
    public const int Few = 20;

    private const int Examples = 3;

    /// <summary>A line for each when they are few; else the groups of the same step, sink and reason, the largest first.</summary>
    public static IEnumerable<string> Lines(IEnumerable<FailedItem> letters)
    {
        var first = new List<string>(Few);
        var groups = new Dictionary<(string? Step, string? Sink, string Reason), Group>();
        foreach (var letter in letters)
        {
            if (first.Count < Few)
                first.AddRange(DeadText.Line(letter));
            var key = (letter.Last?.Step, letter.Last?.Sink, CommonReason.Of(DeadText.Reason(letter.Last), letter.Item));
            if (!groups.TryGetValue(key, out var group))
                groups.Add(key, group = new(letter));
            group.Add(letter.Item.Id);
        }

        var count = groups.Values.Sum(static one => one.Count);
        return count <= Few ? first : [Head(count, groups.Count), .. groups.Values.OrderByDescending(static one => one.Count).SelectMany(static one => one.Lines())];
    }

    private static string Head(int count, int groups) =>
        $"{Units.Counted(count, "dead letter")} in {Units.Counted(groups, "group")} of the same step, sink and reason, with the reason of the first of each; --all lists every letter";

    private sealed class Group(FailedItem first)
    {
        private readonly List<string> _ids = new(Examples);

        public int Count { get; private set; }

        public void Add(string id)
        {
            if (Count++ < Examples)
                _ids.Add(id);
        }

        public IEnumerable<string> Lines()
        {
            var place = first.Last is { Step: var step, Sink: var sink } ? sink is null ? step : $"{step} {sink}" : "?";
            yield return $"{Units.Count(Count),7}  {place}  {DeadText.Reason(first.Last)}";
            yield return $"         {string.Join(", ", _ids)}{(Count > _ids.Count ? $" and {Units.Count(Count - _ids.Count)} more" : "")}";
        }
    }
}
