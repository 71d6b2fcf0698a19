using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Ledgers;

/// <summary>What changes all dead letters at once says how many they are, and asks; nobody there to be asked, it wants to be told.</summary>
public sealed class DeadAllTests
{
    [Theory]
    [InlineData("replay", "tried again", "to be tried again by the next run")]
    [InlineData("drop", "given up", "dropped")]
    public async Task Change_NothingSelectedAndNobodyToAsk_IsRefusedUntilAllAreMeant(string command, string would, string done)
    {
        using var copies = await DeadAsync();

        var refused = await DeadAsync(copies, command);
        var both = await DeadAsync(copies, command, "--all", "--step", "begin");
        var status = await copies.RunAsync("status");
        var changed = await DeadAsync(copies, command, "--all");

        Assert.Equal((ExitCodes.WrongUsage, ""), (refused.ExitCode, refused.Output));
        Assert.Equal($"tgp: 2 dead letters would be {would}. Say which ones are meant, by --id, --step, --sink, --kind, --reason, or --all for all of them.", refused.Error.Trim());
        Assert.Equal((ExitCodes.WrongUsage, ""), (both.ExitCode, both.Output));
        Assert.Contains("dead 2 + pending 0", status.Output, StringComparison.Ordinal);
        Assert.Contains($"'tgp dead list {copies.PathOf("copies.yaml")}' shows the dead letters and why.", status.Output, StringComparison.Ordinal);
        Assert.Equal(new(ExitCodes.Success, $"2 dead letters {done}{Environment.NewLine}", ""), changed);
    }

    [Theory]
    [InlineData("replay", "yes", "2 dead letters to be tried again by the next run", "dead 0 + pending 2")]
    [InlineData("replay", "Y ", "2 dead letters to be tried again by the next run", "dead 0 + pending 2")]
    [InlineData("drop", "y", "2 dead letters dropped", "skipped 2 + dead 0 + pending 0")]
    [InlineData("replay", "no", "nothing was changed", "dead 2 + pending 0")]
    [InlineData("drop", "", "nothing was changed", "dead 2 + pending 0")]
    [InlineData("drop", null, "nothing was changed", "dead 2 + pending 0")]
    public async Task Change_NothingSelectedAtATerminal_AsksWithTheNumberAndDoesAsAnswered(string command, string? answer, string said, string status)
    {
        using var copies = await DeadAsync();

        var run = await TgpRun.AtTerminalAsync(FileCopies.Plugins, answer is null ? "" : answer + "\n", "dead", command, copies.PathOf("copies.yaml"));

        Assert.Equal((ExitCodes.Success, said), (run.ExitCode, run.Output.Trim()));
        Assert.StartsWith("2 dead letters would be ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(". All of them? Type yes or no: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(status, (await copies.RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("drop")]
    public async Task Change_SomethingIsSelected_DoesNotAsk(string command)
    {
        using var copies = await DeadAsync();

        var run = await TgpRun.AtTerminalAsync(FileCopies.Plugins, "", "dead", command, copies.PathOf("copies.yaml"), "--id", "a.txt");

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("1 dead letter ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("drop")]
    public async Task Change_NothingIsDead_SaysSoAndDoesNotAsk(string command)
    {
        using var copies = new FileCopies("a.txt");
        await copies.RunAsync("run");

        var run = await DeadAsync(copies, command);

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("0 dead letters ", run.Output, StringComparison.Ordinal);
    }

    private static Task<TgpRun> DeadAsync(FileCopies copies, string command, params string[] options) =>
        TgpRun.OfAsync(FileCopies.Plugins, ["dead", command, copies.PathOf("copies.yaml"), .. options]);

    // Names that are taken, once the memory of what took them is gone.
    private static async Task<FileCopies> DeadAsync()
    {
        var copies = new FileCopies("a.txt", "b.txt");
        await copies.RunAsync("run");
        Directory.Delete(copies.PathOf(".tgp"), recursive: true);
        await copies.RunAsync("run");
        return copies;
    }
}
