using System.Text.Json.Nodes;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Tests.Diagnostics;

public sealed class DiagnosticFormatterTests
{
    private static readonly Diagnostic[] Found =
    [
        new(Severity.Error, "TGP0005", new("my pipes/a.yaml", 3, 7), "source.with.root", "missing. Write \"root: é\"."),
        new(Severity.Warning, "TGP0015", new("/abs/b.yaml", 0, 0), "", "Odd."),
        new(Severity.Error, "TGP0005", new("my pipes/a.yaml", 4, 0), "x", "missing."),
    ];

    [Fact]
    public void Text_Findings_OneLineEach() =>
        Assert.Equal(
            "my pipes/a.yaml:3:7: error TGP0005: source.with.root: missing. Write \"root: é\".\n/abs/b.yaml: warning TGP0015: Odd.\nmy pipes/a.yaml:4:0: error TGP0005: x: missing.\n",
            DiagnosticFormatter.Text(Found));

    [Fact]
    public void Json_Findings_CarriesEveryPart()
    {
        var first = JsonNode.Parse(DiagnosticFormatter.Json(Found))!.AsArray()[0]!;

        Assert.Equal(
            ("error", "TGP0005", "my pipes/a.yaml", 3, 7, "source.with.root", Found[0].Message),
            ((string)first["severity"]!, (string)first["code"]!, (string)first["file"]!, (int)first["line"]!, (int)first["column"]!, (string)first["path"]!, (string)first["message"]!));
    }

    [Fact]
    public void Json_NothingFound_IsAnEmptyList() => Assert.Equal("[]", DiagnosticFormatter.Json([]));

    [Fact]
    public void Sarif_Findings_HasRulesLevelsAndRegions()
    {
        var run = JsonNode.Parse(DiagnosticFormatter.Sarif(Found, "1.2.3"))!["runs"]![0]!;
        var places = run["results"]!.AsArray().Select(static one => one!["locations"]![0]!["physicalLocation"]!).ToList();

        Assert.Equal("1.2.3", (string)run["tool"]!["driver"]!["version"]!);
        Assert.Equal(["TGP0005", "TGP0015"], run["tool"]!["driver"]!["rules"]!.AsArray().Select(static rule => (string)rule!["id"]!));
        Assert.Equal(["error", "warning", "error"], run["results"]!.AsArray().Select(static one => (string)one!["level"]!));
        Assert.Equal(["my%20pipes/a.yaml", "file:///abs/b.yaml", "my%20pipes/a.yaml"], places.Select(static one => (string)one["artifactLocation"]!["uri"]!));
        Assert.Equal((3, 7), ((int)places[0]["region"]!["startLine"]!, (int)places[0]["region"]!["startColumn"]!));
        Assert.Null(places[1]["region"]);
        Assert.Null(places[2]["region"]!["startColumn"]);
    }
}
