using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Testing;

namespace TgPlatform.Cli.Testing;

/// <summary>A file of tests that was run.</summary>
/// <param name="File">The file, as the person gave it.</param>
/// <param name="Findings">What is wrong with the file or its pipeline; with an error among them, no test of it was run.</param>
/// <param name="Results">The results so far.</param>
internal sealed record TestedFile(string File, IReadOnlyList<Diagnostic> Findings, List<TestResult> Results)
{
    /// <summary>Whether the file could not be used.</summary>
    public bool IsBroken => Findings.Any(static one => one.Severity == Severity.Error);
}

/// <summary>Prints results as they come.</summary>
internal sealed class TestReport(Terminal terminal, bool json, bool quiet)
{
    private readonly List<TestedFile> _files = [];

    /// <summary>Every file begun.</summary>
    public IReadOnlyList<TestedFile> Files => _files;

    /// <summary>Begins a file.</summary>
    public void Begin(string file, IReadOnlyList<Diagnostic> findings)
    {
        _files.Add(new(file, findings, []));
        foreach (var one in findings)
            terminal.Problem(one.ToString());
        if (!json && !quiet)
            terminal.Line(file);
    }

    /// <summary>Prints a result.</summary>
    public void Add(TestResult result)
    {
        _files[^1].Results.Add(result);
        if (json)
            terminal.Output.WriteLine(Json(result));
        else if (!result.Passed || !quiet)
            terminal.Line(result.Passed ? $"  ok    {result.Test.Name}" : $"  FAIL  {result.Test.Name} ({result.Test.Location})");
        foreach (var one in json ? [] : result.Differences)
        {
            terminal.Line($"          {one.What}");
            terminal.Line($"            expected  {one.Expected}");
            terminal.Line($"            was       {one.Actual}");
        }
    }

    /// <summary>Prints the sum.</summary>
    /// <returns>The exit code.</returns>
    public int End()
    {
        var results = _files.SelectMany(static one => one.Results).ToList();
        var (passed, broken) = (results.Count(static one => one.Passed), _files.Count(static one => one.IsBroken));
        if (!json && !quiet)
            terminal.Line($"{passed} passed, {results.Count - passed} failed{(broken == 0 ? "" : $", {broken} file{(broken == 1 ? "" : "s")} cannot be used")}");
        return broken > 0 ? ExitCodes.WrongPipeline : passed == results.Count ? ExitCodes.Success : ExitCodes.ItemsFailed;
    }

    private static string Json(TestResult result) => JsonParts.Line(writer =>
    {
        writer.WriteString("test", result.Test.Name);
        writer.WriteString("file", result.Test.Location.File);
        writer.WriteNumber("line", result.Test.Location.Line);
        writer.WriteBoolean("passed", result.Passed);
        writer.WriteStartArray("differences");
        foreach (var one in result.Differences)
        {
            writer.WriteStartObject();
            writer.WriteString("what", one.What);
            writer.WriteString("expected", one.Expected);
            writer.WriteString("was", one.Actual);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
