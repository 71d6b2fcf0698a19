namespace TgPlatform.EndToEnd;

public sealed class LargeFileTests
{
    private const long PeakLimitBytes = 300L << 20;

    [Fact]
    public async Task Run_TwoGibibytesUnderA64MibLimit_StaysSmall()
    {
        await using var server = await PatternServer.StartAsync();
        using var bench = Workbench.For(server, [(1, 2L << 30)], "engine: { buffer: { bytes: 64MiB } }");
        var peak = 0L;

        using var tgp = Tgp.Start((running, _) => peak = Math.Max(peak, running.PeakBytes()), "run", bench.Pipeline, "--json");
        var exitCode = await tgp.EndAsync();

        Assert.True(exitCode == 0, tgp.Output + tgp.Errors);
        Assert.Equal(2L << 30, new FileInfo(Path.Combine(bench.Downloads, "1-2147483648.bin")).Length);
        Assert.InRange(peak, 1, PeakLimitBytes);
    }
}
