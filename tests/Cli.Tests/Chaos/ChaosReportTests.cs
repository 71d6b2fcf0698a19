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

    [Theory]
    [InlineData(0, "before it had fetched anything")]
    [InlineData(3 << 20, "when it had fetched 3.0 MiB")]
    public void Killed_Run_TellsWhatThisRunHadFetched(long fetched, string said)
    {
        var (text, json) = (new StringWriter(), new StringWriter());
        foreach (var (output, isJson) in new[] { (text, false), (json, true) })
            new ChaosReport(new Terminal(output, TextWriter.Null, isLive: false), isJson, quiet: false).Killed(2, TimeSpan.FromSeconds(1.5), fetched, 5 << 20, []);

        Assert.Equal($"kill 2: 1.500 s after its beginning, {said}", text.ToString().Trim());
        Assert.Contains($"\"bytes_fetched\":{5 << 20},\"bytes_fetched_by_this_run\":{fetched}}}", json.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "after 5 kills in 1 round, 100 % of the bytes")]
    [InlineData(2, "after 5 kills (2 of them before any byte was fetched) in 1 round, 100 % of the bytes")]
    public void End_KillsBeforeAnyByte_AreTold(int early, string said)
    {
        var (text, json) = (new StringWriter(), new StringWriter());
        foreach (var (output, isJson) in new[] { (text, false), (json, true) })
            new ChaosReport(new Terminal(output, TextWriter.Null, isLive: false), isJson, quiet: false).End(new() { Kills = 5, KillsBeforeBytes = early, BytesBeforeKills = 100, Rounds = 1 }, new(5, 1, 0), [], ["kept"], "folder");

        Assert.Contains(said, text.ToString(), StringComparison.Ordinal);
        Assert.Contains($"\"kills\":5,\"kills_before_bytes\":{early},", json.ToString(), StringComparison.Ordinal);
    }
}
