using System.Text.Json;
using System.Xml.Linq;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Testing;

public sealed class TestCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestCommandTests()
    {
        foreach (var file in new[] { "archive.yaml", "archive_test.yaml", "items.jsonl" })
            File.Copy(Approved.PathOf(file), _folder.At(file));
    }

    [Theory]
    [InlineData("test.txt")]
    [InlineData("test-quiet.txt", "--quiet")]
    [InlineData("test.jsonl", "--json")]
    public async Task Test_OneThatPassesAndOneThatFails_PrintsWhatWasApproved(string golden, params string[] options)
    {
        var run = await TestAsync("archive_test.yaml", options);

        Assert.Equal((ExitCodes.ItemsFailed, ""), (run.ExitCode, run.Error));
        Approved.Is(golden, run.Output.Replace(_folder.Root + "/", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Test_Junit_HoldsACasePerTestAndWhatFailed()
    {
        await TestAsync("archive_test.yaml", "--junit", _folder.At("results.xml"));

        var suite = XDocument.Load(_folder.At("results.xml")).Root!.Elements().Single();
        Assert.Equal(("2", "1", "0"), ((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures"), (string?)suite.Attribute("errors")));
        Assert.Contains("cat.jpg: lane\n  expected  second\n  was       main", (string)suite.Elements().Last().Element("failure")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_FilesWithMistakes_ReportsThoseOfTestsAndPipelineAtOnce()
    {
        _folder.Write("archive.yaml", "name: archive\nsource: { use: filesystem, with: { root: in } }\nsinks: [{ use: filesystem, with: { root: '${NOT_GIVEN}' } }]\n"u8.ToArray());
        _folder.Write("archive_test.yaml", "tests:\n  - nam: x\nvarables: {}\n"u8.ToArray());

        var run = await TestAsync("archive_test.yaml", "--junit", _folder.At("results.xml"));

        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
        Assert.Contains("archive.yaml:3:43: error TGP0010", run.Error, StringComparison.Ordinal);
        Assert.Contains("archive_test.yaml:3:1: error TGP0004: varables: unknown. Did you mean 'variables'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("0 passed, 0 failed, 1 file cannot be used", run.Output, StringComparison.Ordinal);
        Assert.Equal("1", (string?)XDocument.Load(_folder.At("results.xml")).Root!.Elements().Single().Attribute("errors"));
    }

    [Fact]
    public async Task Test_OfAPipeline_SaysWhereItsTestsAre()
    {
        var run = await TestAsync("archive.yaml");

        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
        Assert.Contains("archive.yaml:1:1: error TGP0006: This is a pipeline; its tests are in 'archive_test.yaml'. Name that file.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_VariablesAndFilesOfTheSource_AreNotNeeded()
    {
        _folder.Write("p.yaml", "name: p\nsource: { use: http, with: { urls: ['${SERVER}/a'], auth: [{ host: a.example, token: '${file:token}' }] } }\nfilter: item.Host == null\nsinks: [{ use: filesystem, with: { root: out } }]\n"u8.ToArray());
        _folder.Write("p_test.yaml", "tests: [{ name: x, given: [{ name: a }], kept: [a] }]"u8.ToArray());

        var run = await TestAsync("p_test.yaml");

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("tests: [{ name: x, given: [{ name: a, size: much }] }]", ":1:45: error TGP0006: tests[0].given[0].size: 'much' is not a size.")]
    [InlineData("tests: [{ name: x }]", "1:9: error TGP0005: tests[0].given: missing.")]
    [InlineData("tests: [{ name: x, given: [{ name: a }], expect: { a: { sinks: [vidios] } } }]", "error TGP0004: tests[0].expect: The pipeline has no sink 'vidios'. Did you mean 'videos'?")]
    [InlineData("tests: [{ name: x, given: [{ name: a }], expect: { a: { verdict: keept } } }]", "error TGP0007: tests[0].expect.a.verdict: 'keept' is none of the choices. Did you mean 'kept'?")]
    [InlineData("pipeline: gone.yaml\ntests: []", "gone.yaml: error TGP0001")]
    public async Task Test_MistakeInATest_IsReportedInItsPlace(string yaml, string finding)
    {
        _folder.Write("archive_test.yaml", System.Text.Encoding.UTF8.GetBytes(yaml + "\n"));

        var run = await TestAsync("archive_test.yaml");

        Assert.Equal(ExitCodes.WrongPipeline, run.ExitCode);
        Assert.Contains(finding, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Folder_RunsEveryFileOfTestsInIt()
    {
        _folder.Write("second_test.yaml", "pipeline: archive.yaml\ntests: [{ name: cats, given: [{ name: a.jpg, size: 5, fields: { chat: news } }], kept: [a.jpg] }]\n"u8.ToArray());

        var lines = (await TestAsync("", "--json")).Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([true, false, true], lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("passed").GetBoolean()));
    }

    [Fact]
    public async Task Test_FolderWithoutTests_SaysSo()
    {
        var run = await TestAsync(Directory.CreateDirectory(_folder.At("empty")).Name);

        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("holds no '*_test.yaml'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_CountersOfHooks_BeginAnewInEveryTest()
    {
        _folder.Write("archive.yaml", "name: archive\nsource: { use: filesystem, with: { root: in } }\npath: '{item.Counter()}.jpg'\nsinks: [{ use: filesystem, with: { root: out } }]\n"u8.ToArray());
        _folder.Write("archive_test.yaml", "tests:\n  - &one { name: first, given: [{ name: a.jpg }], expect: { a.jpg: { name: 1.jpg } } }\n  - *one\n"u8.ToArray());

        Assert.Equal(ExitCodes.Success, (await TestAsync("archive_test.yaml")).ExitCode);
    }

    [Fact]
    public async Task Test_ExamplesOfTheRepository_Pass()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(FileCopies.Repository, "pipelines")).Where(static file => file.EndsWith(".yaml", StringComparison.Ordinal)))
            File.Copy(file, _folder.At(Path.GetFileName(file)), overwrite: true);
        File.Delete(_folder.At("archive_test.yaml"));

        var run = await TestAsync("");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Contains("quickstart_test.yaml", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<TgpRun> TestAsync(string file, params string[] options) => TgpRun.OfAsync(FileCopies.Plugins, ["test", _folder.At(file), .. options]);
}
