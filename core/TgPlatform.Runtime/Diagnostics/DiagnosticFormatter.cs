using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TgPlatform.Runtime.Diagnostics;

/// <summary>Writes findings for people, for programs, and for code review tools.</summary>
public static class DiagnosticFormatter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line per finding, as compilers write them.</summary>
    public static string Text(IEnumerable<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(static one => $"{one}\n"));

    /// <summary>A JSON array with one object per finding: <c>severity code file line column path message</c>.</summary>
    public static string Json(IEnumerable<Diagnostic> diagnostics) => new JsonArray([.. diagnostics.Select(static one => new JsonObject
    {
        ["severity"] = Level(one.Severity),
        ["code"] = one.Code,
        ["file"] = one.Location.File,
        ["line"] = one.Location.Line,
        ["column"] = one.Location.Column,
        ["path"] = one.Path,
        ["message"] = one.Message,
    })]).ToJsonString(Indented);

    /// <summary>A SARIF 2.1.0 log with one run.</summary>
    /// <param name="diagnostics">The findings.</param>
    /// <param name="version">The version of the tool.</param>
    public static string Sarif(IReadOnlyList<Diagnostic> diagnostics, string version) => new JsonObject
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "tgp lint",
                    ["version"] = version,
                    ["rules"] = new JsonArray([.. diagnostics.Select(static one => one.Code).Distinct().Order(StringComparer.Ordinal).Select(static code => new JsonObject { ["id"] = code, ["shortDescription"] = new JsonObject { ["text"] = DiagnosticCodes.Meanings[code] } })]),
                },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. diagnostics.Select(Result)]),
        }),
    }.ToJsonString(Indented);

    private static JsonObject Result(Diagnostic one) => new()
    {
        ["ruleId"] = one.Code,
        ["level"] = Level(one.Severity),
        ["message"] = new JsonObject { ["text"] = one.Path.Length == 0 ? one.Message : $"{one.Path}: {one.Message}" },
        ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Place(one.Location) }),
    };

    private static JsonObject Place(SourceLocation location)
    {
        var path = location.File.Replace(Path.DirectorySeparatorChar, '/');
        var place = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = Path.IsPathRooted(location.File) ? new Uri(location.File).AbsoluteUri : string.Join('/', path.Split('/').Select(Uri.EscapeDataString)) },
        };
        // A finding about a file as a whole has no line, and SARIF counts from 1.
        if (location.Line > 0)
            place["region"] = location.Column > 0 ? new() { ["startLine"] = location.Line, ["startColumn"] = location.Column } : new JsonObject { ["startLine"] = location.Line };
        return place;
    }

    private static string Level(Severity severity) => severity == Severity.Error ? "error" : "warning";
}
