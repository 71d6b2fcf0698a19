using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Yaml;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Tests.Pipelines;

public sealed class PipelineSchemaTests
{
    // What a schema can see; names that must differ, code, variables and contradictions it cannot.
    private static readonly string[] Visible =
        [DiagnosticCodes.UnknownKey, DiagnosticCodes.MissingKey, DiagnosticCodes.WrongType, DiagnosticCodes.OutOfRange, DiagnosticCodes.UnknownPlugin, DiagnosticCodes.BrokenPlugin];

    // Mistakes of shape that lint files under another code.
    private static readonly string[] ShapeOfHooks =
        ["code as a list", "code in bare braces", "file with a second key", "filter empty", "batch of a sink that stores content"];

    // Forms of their own, and the order of durations and sizes, are beyond a schema's patterns.
    private static readonly string[] BeyondPatterns =
    [
        "name with a slash", "name with control characters", "name a list", "sink name that cannot be one", "cores that are no list of cores", "cores with a core twice",
        "backoff with one end", "backoff the wrong way round", "form whose own reading throws", "duration outside its range", "size below its range", "moment that does not exist",
        "whole number beyond 64 bits",
        // What a template or another file adds is beyond one schema.
        "unknown template with a slip", "template without any", "template of a template", "mistake inside a template is reported where it stands", "mistake inside defaults is reported in their file",
        // A variable may become anything.
        "variable of the wrong type is not shown", "variable of the wrong form is not shown", "variable outside the range is not shown", "empty variable as a number",
        "variable used as a plugin name is not shown", "variable cannot change the shape",
    ];

    private static readonly Lazy<Task<JsonSchema>> Schema = new(static () => JsonSchema.FromJsonAsync(PipelineSchema.Write(new FakeCatalog())));

    public static IEnumerable<object[]> Titles =>
        BrokenPipelineTests.Cases().Where(static one => !BeyondPatterns.Contains(one.Title) && one.File != "syntax.cases" && !one.Expected[0].Contains(DiagnosticCodes.YamlSyntax, StringComparison.Ordinal)).Select(static one => new object[] { one.File, one.Title });

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Write_BrokenFile_SchemaAndLintAgree(string file, string title)
    {
        var (_, _, yaml, expected) = BrokenPipelineTests.Cases().Single(one => one.File == file && one.Title == title);

        var mistakes = (await Schema.Value).Validate(Json(YamlReader.Read(yaml, "p.yaml", new())!)?.ToJsonString() ?? "null");

        Assert.Equal(ShapeOfHooks.Contains(title) || expected.Any(static line => Visible.Any(line.Contains)), mistakes.Count > 0);
    }

    [Theory]
    [InlineData("name: a\nsource: things\nsinks: [store]\nengine:\nretry: ~\n")]
    [InlineData("name: 5\nsource: { use: things, with: }\nfilter: false\nstrategy: auto\nsinks: [{ use: rows, batch: { bytes: 5 }, name: x, path: { file: a.csx } }]\n")]
    [InlineData("name: a\nsource: { use: web, with: { urls: [http://a], parts: '${N}', limit: ~, timeout: 1m30s, since: 2026-01-01, headers: { a: 5 } } }\nsinks: [store]\nengine: { cores: [1, 2], buffer: { bytes: 1.5 GiB } }\n")]
    public async Task Write_GoodFile_Accepts(string yaml) => Assert.Empty((await Schema.Value).Validate(Json(YamlReader.Read(yaml, "p.yaml", new())!)!.ToJsonString()));

    [Fact]
    public async Task Reference_EveryExampleOfTheRepository_NamesTheSchemaAndIsAcceptedByIt()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TgPlatform.sln")))
            folder = folder.Parent!;
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "core", "reference", "pipeline.schema.json")));
        var examples = Directory.GetFiles(Path.Combine(folder.FullName, "pipelines"), "*.yaml").Where(static file => !file.EndsWith("_test.yaml", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, file =>
        {
            var text = File.ReadAllText(file);
            Assert.StartsWith("# yaml-language-server: $schema=../core/reference/pipeline.schema.json\n", text, StringComparison.Ordinal);
            Assert.Empty(schema.Validate(Json(YamlReader.Read(text, file, new())!)!.ToJsonString()));
        });
    }

    [Fact]
    public void Write_Options_CarriesWhatAnEditorShows()
    {
        var producers = JsonNode.Parse(PipelineSchema.Write(new FakeCatalog()))!["properties"]!["engine"]!["properties"]!["producers"]!;

        Assert.EndsWith("Default: 96.", (string)producers["description"]!, StringComparison.Ordinal);
        Assert.Equal(1024, (int)producers["anyOf"]![0]!["maximum"]!);
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(static entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Json)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Style: ScalarStyle.Plain } plain => Plain(plain.Text),
        _ => ((YamlScalar)node).Text,
    };

    // YAML's core schema, as editors apply it.
    private static JsonNode Plain(string text) => text switch
    {
        "true" or "false" => text == "true",
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when text != "NaN" && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };
}
