using System.Globalization;
using System.Net;
using System.Text;

namespace TgPlatform.Cli.Loads;

/// <summary>One line of a chart.</summary>
internal sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A chart of lines as SVG, complete in itself: no script, no style sheet, no other file.</summary>
/// <param name="Title">What it shows, with the unit.</param>
/// <param name="XTitle">What runs from left to right, with the unit.</param>
/// <param name="Lines">The lines.</param>
internal sealed record LineChart(string Title, string XTitle, IReadOnlyList<ChartLine> Lines)
{
    private const int Width = 760;
    private const int Height = 260;
    private const int Left = 70;
    private const int Right = 740;
    private const int Top = 40;
    private const int Bottom = 215;
    private const int Steps = 5;
    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b", "#7f7f7f"];

    /// <summary>Powers of ten instead of even steps from left to right.</summary>
    public bool LogarithmicX { get; init; }

    /// <summary>Powers of ten instead of even steps from bottom to top.</summary>
    public bool LogarithmicY { get; init; }

    /// <summary>The SVG element.</summary>
    public string ToSvg()
    {
        var points = Lines.SelectMany(static line => line.Points).ToList();
        var (x, y) = (Axis.Of(points.Select(static point => point.X), LogarithmicX, fromZero: false), Axis.Of(points.Select(static point => point.Y), LogarithmicY, fromZero: true));
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"11\" role=\"img\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        Text(svg, Left, 16, "start", Title, "bold");
        Text(svg, (Left + Right) / 2, Height - 8, "middle", XTitle);
        foreach (var (part, label) in y.Ticks())
        {
            var at = Bottom - (part * (Bottom - Top));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{at:0.#}\" x2=\"{Right}\" y2=\"{at:0.#}\" stroke=\"#ddd\"/>\n");
            Text(svg, Left - 6, at + 4, "end", label);
        }

        foreach (var (part, label) in x.Ticks())
            Text(svg, Left + (part * (Right - Left)), Bottom + 15, "middle", label);
        var place = Left;
        foreach (var (line, colour) in Lines.Select(static (line, index) => (line, Colours[index % Colours.Length])))
        {
            var path = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{Left + (x.Part(point.X) * (Right - Left)):0.#},{Bottom - (y.Part(point.Y) * (Bottom - Top)):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{place}\" y=\"24\" width=\"10\" height=\"10\" fill=\"{colour}\"/>\n");
            Text(svg, place + 14, 33, "start", line.Name);
            place += 30 + (7 * line.Name.Length);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string weight = "normal") =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\">{WebUtility.HtmlEncode(text)}</text>\n");

    /// <summary>From values to places between 0 and 1.</summary>
    private sealed record Axis(double From, double To, bool Logarithmic)
    {
        public static Axis Of(IEnumerable<double> values, bool logarithmic, bool fromZero)
        {
            var known = values.Where(value => !logarithmic || value > 0).DefaultIfEmpty(1).ToList();
            var (least, most) = (known.Min(), known.Max());
            if (logarithmic)
                return new(Math.Floor(Math.Log10(least)), Math.Max(Math.Floor(Math.Log10(least)) + 1, Math.Ceiling(Math.Log10(most))), true);
            least = fromZero ? Math.Min(0, least) : least;
            return new(least, most > least ? most : least + 1, false);
        }

        public double Part(double value) => ((Logarithmic ? Math.Log10(Math.Max(value, Math.Pow(10, From))) : value) - From) / (To - From);

        public IEnumerable<(double Part, string Label)> Ticks()
        {
            var steps = Logarithmic ? (int)(To - From) : Steps;
            for (var step = 0; step <= steps; step++)
            {
                var value = From + ((To - From) * step / steps);
                yield return ((double)step / steps, Label(Logarithmic ? Math.Pow(10, value) : value));
            }
        }

        private static string Label(double value) => Math.Abs(value) switch
        {
            >= 1e6 => value.ToString("0.#e0", CultureInfo.InvariantCulture),
            >= 100 or 0 => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 0.01 => value.ToString("0.##", CultureInfo.InvariantCulture),
            _ => value.ToString("0.#e0", CultureInfo.InvariantCulture),
        };
    }
}
