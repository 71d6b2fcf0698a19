using System.Runtime.CompilerServices;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Tests.Pipelines;

namespace TgPlatform.Runtime.Tests.Diagnostics;

public sealed class DiagnosticCodesTests
{
    [Fact]
    public void Meanings_AreOneSentencePerCode()
    {
        Assert.All(DiagnosticCodes.Meanings, static pair =>
        {
            Assert.Matches("^TGP[0-9]{4}$", pair.Key);
            Assert.EndsWith(".", pair.Value, StringComparison.Ordinal);
        });
        Assert.Equal(DiagnosticCodes.Meanings.Count, DiagnosticCodes.Meanings.Values.Distinct().Count());
    }

    [Fact]
    public void EveryCode_IsReportedByABrokenFile()
    {
        var reported = BrokenPipelineTests.Cases().SelectMany(static one => one.Expected).ToList();

        // No pipeline file by itself can show these; ConnectionTesterTests and GoldenPlanTests do.
        Assert.DoesNotContain(DiagnosticCodes.Meanings.Keys.Except([DiagnosticCodes.NoConnection, DiagnosticCodes.SampleSyntax]), code => !reported.Exists(line => line.Contains(code, StringComparison.Ordinal)));
    }

    [Fact]
    public void Reference_ListsEveryCodeAsItIs()
    {
        var rows = DiagnosticCodes.Meanings.Select(static pair => $"| `{pair.Key}` | {pair.Value} |");

        Assert.Equal(rows, File.ReadLines(Reference()).Where(static line => line.StartsWith("| `TGP", StringComparison.Ordinal)));
    }

    private static string Reference([CallerFilePath] string here = "") =>
        Path.GetFullPath("../../../core/TgPlatform.Runtime/Diagnostics/README.md", Path.GetDirectoryName(here)!);
}
