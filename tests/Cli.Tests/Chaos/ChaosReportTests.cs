using TgPlatform.Cli.Chaos;
using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Tests.Chaos;

public sealed class ChaosReportTests
{
    [Theory]
    [InlineData(5, 100, 0, "kept", Verdict.Sound, "")]
    [InlineData(5, 0, 0, "kept", Verdict.Sound, "")]
    [InlineData(0, 0, 0, "kept", Verdict.Unproven, "every run had ended before its kill came")]
    [InlineData(5, 0, 90, "kept", Verdict.Unproven, "--least-kept")]
    [InlineData(5, 100, 0, "", Verdict.Unproven, "stores nothing")]
    [InlineData(5, 100, 0, "blind", Verdict.Unproven, "stores nothing in a sink that can be looked at")]
    [InlineData(5, 100, 0, "blind,kept", Verdict.Sound, "")]
    public void End_WithoutAFlaw_IsSoundOnlyWhereSomethingWasProven(int kills, long fetched, double leastKept, string stored, object verdict, string why)
    {
        foreach (var json in new[] { false, true })
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            var report = new ChaosReport(new Terminal(output, error, isLive: false), json, quiet: false);
            var tally = new ChaosTally { Kills = kills, BytesBeforeKills = fetched, Rounds = 1 };

            var said = report.End(tally, new(5, 1, leastKept), ["blind"], stored.Split(',', StringSplitOptions.RemoveEmptyEntries), "folder");

            Assert.Equal(verdict, said);
            Assert.Contains(why, json ? output.ToString() : error.ToString(), StringComparison.Ordinal);
            Assert.Equal(said == Verdict.Sound, output.ToString().Contains(json ? "\"sound\":true" : "sound:", StringComparison.Ordinal));
        }
    }
}
