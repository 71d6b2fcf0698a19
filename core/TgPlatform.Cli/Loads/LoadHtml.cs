using System.Globalization;
using System.Net;
using System.Text;

namespace TgPlatform.Cli.Loads;

/// <summary>Results as one page with charts: no script, nothing fetched from elsewhere.</summary>
internal static class LoadHtml
{
    private const double MiB = 1024 * 1024;

    /// <summary>The page.</summary>
    public static string Of(IReadOnlyList<LoadResult> results)
    {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Load</title>
            <style>
              body { font: 15px/1.5 sans-serif; max-width: 780px; margin: 2em auto; padding: 0 1em; }
              pre { background: #f4f4f4; padding: 1em; overflow-x: auto; }
              .failed { color: #b00; } .met { color: #070; }
            </style>
            <h1>Load</h1>

            """);
        foreach (var result in results)
            Write(page, result);
        return page.Append("</html>\n").ToString();
    }

    private static void Write(StringBuilder page, LoadResult result)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2 class=\"{(result.IsMet ? "met" : "failed")}\">{Encoded(result.Scenario.Name)}</h2>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{Encoded(result.Scenario.Purpose)} Began {result.Began:yyyy-MM-dd HH:mm:ss}Z.</p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<pre>{Encoded(string.Join('\n', LoadText.Lines(result)))}</pre>\n");
        foreach (var chart in ChartsOf(result.Seconds))
            page.Append(chart.ToSvg());
    }

    private static IEnumerable<LineChart> ChartsOf(IReadOnlyList<LoadSecond> seconds)
    {
        ChartLine Line(string name, Func<LoadSecond, double> value) => new(name, [.. seconds.Select(second => (second.At, value(second)))]);
        yield return new("Items per second", "seconds", [Line("offered", static one => one.Offered), Line("done", static one => one.Ended), Line("failed", static one => one.Failed)]);
        yield return new("From due to done, milliseconds", "seconds", [Line("p50", static one => one.P50.TotalMilliseconds), Line("p95", static one => one.P95.TotalMilliseconds), Line("p99", static one => one.P99.TotalMilliseconds)]);
        yield return new("MiB per second", "seconds", [Line("committed", static one => one.Bytes / MiB)]);
        yield return new("Items under way", "seconds", [Line("under way", static one => one.UnderWay)]);
        yield return new("Memory of the process, MiB", "seconds", [Line("memory", static one => one.Memory / MiB)]);
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
