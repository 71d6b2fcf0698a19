using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Ledgers;

/// <summary>Dead letters are named by their ids, or by as much of them as tells them apart.</summary>
public sealed class DeadIdTests
{
    [Theory]
    [InlineData("show")]
    [InlineData("replay")]
    [InlineData("drop")]
    public async Task Id_NobodyHasIt_IsAnErrorThatSaysSo(string command)
    {
        using var copies = await DeadAsync();

        var run = await DeadAsync(copies, command, "--id", "nosuch");

        Assert.Equal((ExitCodes.ItemsFailed, ""), (run.ExitCode, run.Output));
        var how = command == "drop" ? "and giving up wants it whole" : "or one that begins so";
        Assert.Equal($"tgp: --id: no dead letter of copies has the id 'nosuch', {how}. 'tgp dead list {copies.PathOf("copies.yaml")}' shows all.", run.Error.Trim());
    }

    [Theory]
    [InlineData("show")]
    [InlineData("replay")]
    public async Task Id_SeveralBeginSo_NamesThemAndDoesNothing(string command)
    {
        using var copies = await DeadAsync();

        var run = await DeadAsync(copies, command, "--id", "photo-");

        Assert.Equal((ExitCodes.WrongUsage, ""), (run.ExitCode, run.Output));
        Assert.Contains("'photo-' begins the ids of 2 dead letters: photo-1.txt, photo-17.txt. Write more of the one you mean.", run.Error, StringComparison.Ordinal);
        Assert.Contains("dead 3 + pending 0", (await copies.RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Id_BeginningOfOne_IsThatOne()
    {
        using var copies = await DeadAsync();

        var shown = await DeadAsync(copies, "show", "--id", "photo-17");
        var replayed = await DeadAsync(copies, "replay", "--id", "fil");
        var kept = await DeadAsync(copies, "drop", "--id", "photo-17");
        var dropped = await DeadAsync(copies, "drop", "--id", "photo-1.txt");

        Assert.StartsWith("photo-17.txt" + Environment.NewLine, shown.Output, StringComparison.Ordinal);
        Assert.Contains("1 dead letter to be tried again", replayed.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.ItemsFailed, kept.ExitCode);
        Assert.Contains("1 dead letter dropped", dropped.Output, StringComparison.Ordinal);
        Assert.Contains("skipped 1 + dead 1 + pending 1", (await copies.RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Id_WholeIdBeginsAnother_IsTheWholeOne()
    {
        using var copies = await DeadAsync("photo-1", "photo-17");

        Assert.StartsWith("photo-1" + Environment.NewLine, (await DeadAsync(copies, "show", "--id", "photo-1")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_OfAPlugin_NamesThePipelinesFile()
    {
        using var copies = await DeadAsync();

        var shown = await DeadAsync(copies, "list");
        var run = await copies.RunAsync("run", "--set", "name=again");

        foreach (var said in new[] { shown.Output, run.Error })
            Assert.Contains($"Or 'tgp dead replay {copies.PathOf("copies.yaml")} --all', then 'tgp run {copies.PathOf("copies.yaml")} --adopt'", said, StringComparison.Ordinal);
    }

    private static Task<TgpRun> DeadAsync(FileCopies copies, string command, params string[] options) =>
        TgpRun.OfAsync(FileCopies.Plugins, ["dead", command, copies.PathOf("copies.yaml"), .. options]);

    // Names that are taken, once the memory of what took them is gone.
    private static async Task<FileCopies> DeadAsync(params string[] names)
    {
        var copies = new FileCopies(names.Length > 0 ? names : ["photo-1.txt", "photo-17.txt", "film.txt"]);
        await copies.RunAsync("run");
        Directory.Delete(copies.PathOf(".tgp"), recursive: true);
        await copies.RunAsync("run");
        return copies;
    }
}
