using TgPlatform.Contracts;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Runtime.Testing;

/// <summary>Compares what was planned with what a test expects.</summary>
internal sealed class Comparison(IReadOnlyList<PlannedItem> planned)
{
    private const string Nothing = "nothing";

    /// <summary>Everything that is not as expected.</summary>
    public IEnumerable<TestDifference> Differences(TestDocument test) =>
        All("kept", test.Kept, ExpectedVerdict.Kept, ExpectedVerdict.Undecided)
            .Concat(All("dropped", test.Dropped, ExpectedVerdict.Dropped))
            .Concat(All("dead", test.Dead, ExpectedVerdict.Dead))
            .Concat(test.Expect.SelectMany(pair => Of(pair.Key, pair.Value)));

    private IEnumerable<TestDifference> All(string what, IReadOnlyList<string>? expected, params ExpectedVerdict[] verdicts)
    {
        if (expected is null)
            yield break;
        string[] actual = [.. planned.Where(one => verdicts.Contains(VerdictOf(one))).Select(static one => one.Item.Id)];
        foreach (var missing in expected.Except(actual))
            yield return new(what, missing, planned.FirstOrDefault(one => one.Item.Id == missing) is { } other ? Describe(other) : Unknown(missing));
        foreach (var more in actual.Except(expected))
            yield return new(what, $"not {more}", Describe(planned.First(one => one.Item.Id == more)));
    }

    private IEnumerable<TestDifference> Of(string id, ExpectDocument expected)
    {
        if (planned.FirstOrDefault(one => one.Item.Id == id) is not { } actual)
            return [new(id, "to be found", Unknown(id))];
        var verdict = VerdictOf(actual);
        var names = actual.Deliveries.ToDictionary(static one => one.Sink, static one => one.Name);
        return new[]
        {
            Same("verdict", expected.Verdict is { } wanted ? OptionNames.Of(wanted.ToString()) : null, OptionNames.Of(verdict.ToString()), expected.Verdict == verdict ? null : actual.Judgement.Reason),
            Part("by", expected.By, string.Join("; ", actual.Judgement.RejectedBy.Select(static one => one.Text))),
            Part("reason", expected.Reason, actual.Judgement.Reason),
            Same("group", expected.Group, actual.Group),
            Same("lane", expected.Lane, actual.Lane),
            Same("sinks", expected.Sinks is { } sinks ? Joined(sinks) : null, Joined(names.Keys)),
            Part("problem", expected.Problem, string.Join("; ", actual.Deliveries.Select(static one => one.Problem).OfType<string>())),
        }
        .Concat(expected.Name is null ? [] : names.Count == 0 ? [Same("name", expected.Name, null, Describe(actual))] : names.Select(pair => Same($"name in {pair.Key}", expected.Name, pair.Value)))
        .Concat(expected.Names is null ? [] : expected.Names.Keys.Union(names.Keys).Select(sink => Same($"name in {sink}", expected.Names.GetValueOrDefault(sink, Nothing), names.GetValueOrDefault(sink, Nothing))))
        .OfType<TestDifference>()
        .Select(one => one with { What = $"{id}: {one.What}" });
    }

    private static TestDifference? Same(string what, string? expected, string? actual, string? because = null) =>
        expected is null || expected == actual ? null : new(what, expected, $"{(string.IsNullOrEmpty(actual) ? Nothing : actual)}{(because is null ? "" : $" ({because})")}");

    // An empty expectation is that there is nothing.
    private static TestDifference? Part(string what, string? expected, string? actual) =>
        expected is null || (expected.Length == 0 ? string.IsNullOrEmpty(actual) : actual?.Contains(expected, StringComparison.Ordinal) == true)
            ? null
            : new(what, expected.Length == 0 ? Nothing : $"something with {expected}", string.IsNullOrEmpty(actual) ? Nothing : actual);

    private static ExpectedVerdict VerdictOf(PlannedItem one) => one.Verdict switch
    {
        ItemFate.Pending => one.Judgement.IsUndecided ? ExpectedVerdict.Undecided : ExpectedVerdict.Kept,
        ItemFate.Dead => ExpectedVerdict.Dead,
        _ => ExpectedVerdict.Dropped,
    };

    private static string Describe(PlannedItem one) => $"{OptionNames.Of(VerdictOf(one).ToString())}{(one.Judgement.Reason is { } reason ? $" ({reason})" : "")}";

    private static string Joined(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private string Unknown(string id) => $"no item has the id {id}.{Diagnostics.NearestName.Hint(id, planned.Select(static one => one.Item.Id))}";
}
