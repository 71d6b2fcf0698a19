using System.Globalization;
using TgPlatform.Cli.Presentation;

namespace TgPlatform.Cli.Loads;

/// <summary>A result as lines for people.</summary>
internal static class LoadText
{
    private const int MostErrors = 5;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(LoadResult result)
    {
        yield return $"{result.Scenario.Name}: {Units.Items(result.Offered)} offered in {Units.Time(result.Took)}, {Units.Count(result.Ended)} done, {Units.Count(result.Failed)} failed, {Units.Count(result.KeptOut)} kept out";
        yield return string.Create(CultureInfo.InvariantCulture, $"  throughput  {result.PerSecond(result.Ended):0.0} items/s, {Units.Speed(result.PerSecond(result.Bytes))}, {Units.Size(result.Bytes)} in all");
        yield return $"  latency     p50 {Milliseconds(result.Latency.Percentile(0.5))}, p95 {Milliseconds(result.Latency.Percentile(0.95))}, p99 {Milliseconds(result.Latency.Percentile(0.99))}, longest {Milliseconds(result.Latency.Max)}";
        yield return $"  memory      {Units.Size(result.PeakMemory)} at most; {Units.Items(result.UnderWayAtEnd)} under way when the load ended";
        foreach (var (reason, count) in result.Errors.Take(MostErrors))
            yield return $"  failed      {Units.Count(count)} × {reason}";
        foreach (var check in result.Scenario.Checks)
            yield return $"  {(check.IsMet(result) ? "met    " : "NOT MET")}     {check.Text}";
    }

    /// <summary><c>12.3 ms</c>.</summary>
    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
