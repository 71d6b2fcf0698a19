using System.Text.Json;
using TgPlatform.Cli.Ledgers;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;

namespace TgPlatform.Cli.Tests.Ledgers;

/// <summary>A few dead letters are told one by one, many in groups.</summary>
public sealed class DeadListTests
{
    [Fact]
    public void Lines_AsManyAsAreAFew_AreEachTold()
    {
        var letters = Letters(DeadGroups.Few, "open", null, "gone");

        Assert.Equal(letters.SelectMany(DeadText.Line), DeadGroups.Lines(letters));
    }

    [Fact]
    public void Lines_Many_AreGroupedByStepSinkAndReasonTheLargestFirst()
    {
        var lines = DeadGroups.Lines([.. Letters(2, "write", "disk", "full"), .. Letters(1200, "open", null, "gone\nlook elsewhere"), .. Letters(5, "write", "tape", "full"), Unexplained("last")]);

        Assert.Equal(
            [
                "1,208 dead letters in 4 groups of the same step, sink and reason, with the reason of the first of each; --all lists every letter",
                "  1,200  open  gone",
                "         item-1, item-2, item-3 and 1,197 more",
                "      5  write tape  full",
                "         item-1, item-2, item-3 and 2 more",
                "      2  write disk  full",
                "         item-1, item-2",
                "      1  ?  no reason was kept",
                "         last",
            ],
            lines);
    }

    [Theory]
    [InlineData("https://host/a/7.jpg: there is no such file (404). Check the URL.", "https://host/a/8.jpg: there is no such file (404). Check the URL.", true)]
    [InlineData("https://host/a: there is no such file (404).", "https://host/a: the file is gone for good (410).", false)]
    [InlineData("The name '2024/7.jpg' is taken.", "The name '2025/8.jpg' is taken.", true)]
    [InlineData("Message 7 of a chat was deleted.", "Message 8 of a chat was deleted.", true)]
    [InlineData("name-7.jpg: access is denied", "name-8.jpg: access is denied", true)]
    [InlineData("chat/7 has no file", "chat/8 has no file", true)]
    [InlineData("the server has a problem (507)", "the server has a problem (508)", false)]
    [InlineData("nothing came for 30 s", "nothing came for 60 s", false)]
    public void CommonReason_OfTwoItems_IsTheSameWhereOnlyTheItemDiffers(string first, string second, bool isSame) =>
        Assert.Equal(isSame, CommonReason.Of(first, Item(7)) == CommonReason.Of(second, Item(8)));

    [Fact]
    public void CommonReason_ItemWithoutAName_IsFound() => Assert.Equal("gone", CommonReason.Of("gone", new Item { Id = "7", Name = "" }));

    [Fact]
    public async Task List_ManyOfOneReason_IsOneGroupAndEachOnlyWhenAskedFor()
    {
        string[] names = [.. Enumerable.Range(1, DeadGroups.Few + 1).Select(static number => $"{number}.txt")];
        using var copies = new FileCopies(names);
        await copies.RunAsync("run");
        Directory.Delete(copies.PathOf(".tgp"), recursive: true);
        await copies.RunAsync("run");

        var grouped = await ListAsync(copies);
        var each = await ListAsync(copies, "--all");
        var few = await ListAsync(copies, "--id", "21");
        using var json = JsonDocument.Parse((await ListAsync(copies, "--json")).Output);

        Assert.StartsWith("21 dead letters in ", grouped.Output, StringComparison.Ordinal);
        Assert.Equal(names.Order(StringComparer.Ordinal), Lines(each).Where(static line => line.Contains("  begin kept  The name '", StringComparison.Ordinal)).Select(static line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.StartsWith("21.txt  begin kept  The name '21.txt' is taken", few.Output, StringComparison.Ordinal);
        Assert.Equal(names.Length, json.RootElement.GetArrayLength());
        // Files of one length and of another: two reasons at most, not one for each name.
        Assert.InRange(Lines(grouped).Count(static line => line.Contains("begin kept", StringComparison.Ordinal)), 1, 2);
        Assert.Contains("--adopt", Lines(grouped)[^1], StringComparison.Ordinal);
    }

    private static string[] Lines(TgpRun run) => run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private static Task<TgpRun> ListAsync(FileCopies copies, params string[] options) =>
        TgpRun.OfAsync(FileCopies.Plugins, ["dead", "list", copies.PathOf("copies.yaml"), .. options]);

    private static Item Item(int number) => new() { Id = $"chat/{number}", Name = $"name-{number}.jpg" };

    private static FailedItem Unexplained(string id) => new(new() { Id = id, Name = id }, id, ItemFate.Dead, []);

    private static FailureNote Note(string id, string step, string? sink, string reason) => new(id, sink, step, FailureKind.Permanent, reason, 1, Snapshots.Now, null, "main");

    private static List<FailedItem> Letters(int count, string step, string? sink, string reason) =>
        [.. Enumerable.Range(1, count).Select(number => Unexplained($"item-{number}") with { Attempts = [Note($"item-{number}", step, sink, reason)] })];
}
