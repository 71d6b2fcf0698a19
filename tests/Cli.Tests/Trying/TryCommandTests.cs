using TgPlatform.Cli.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Trying;

public sealed class TryCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public TryCommandTests()
    {
        foreach (var file in new[] { "archive.yaml", "items.jsonl" })
            File.Copy(Approved.PathOf(file), _folder.At(file));
    }

    [Fact]
    public async Task Try_Expression_GivesItsResultOnEachItem()
    {
        var run = await TryAsync("item.Size > 2.MB()\n", "--items", "3");

        Assert.Equal(new(ExitCodes.Success, "  cat.jpg  false\n  dog.jpg  true\n  dog.jpg  false\n".ReplaceLineEndings(), ""), run);
    }

    [Fact]
    public async Task Try_Declaration_IsKnownToLaterLinesAndPathsAreNamesAsHooksMakeThem()
    {
        var run = await TryAsync("string Chat(string? one) => Or(one, \"nobody\");\n\n:item 6\npath: {Chat(item[\"chat\"].Text)}/{item.Name}\n:item all\n:quit\nitem.Nothing\n");

        Assert.Equal(new(ExitCodes.Success, "  a short clip.mp4  AC_DC/a short clip.mp4" + Environment.NewLine, ""), run);
    }

    [Fact]
    public async Task Try_Mistake_PointsAtItAndFails()
    {
        var run = await TryAsync("item.Sise > 5\n");

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.StartsWith("  item.Sise > 5\n       ^ 'item.Sise' is not known. Did you mean 'Size'?", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_LineThatFailsOnSomeItems_SaysOnWhich()
    {
        var run = await TryAsync("item.Name[8]\n", "--items", "1");

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.StartsWith("  cat.jpg  fails: IndexOutOfRangeException", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(":items", "  4  hello.webp        19.5 KiB  filtered")]
    [InlineData(":complete item.Fo", "  Folder")]
    [InlineData(":fields", "  item.Folder  text")]
    [InlineData(":explain 4", "false  item.Kind != Sticker")]
    [InlineData(":help", ":complete TEXT")]
    [InlineData(":help Slug", "  Slug(string? text) → string: A text as lower-case ASCII letters")]
    [InlineData(":help Slog", "'Slog' is not known. Did you mean 'Slug'?", ExitCodes.ItemsFailed)]
    [InlineData(":item 77", ":item takes a number from 1 to 9.", ExitCodes.ItemsFailed)]
    [InlineData(":itms", ":itms is not known. Did you mean ':items'?", ExitCodes.ItemsFailed)]
    public async Task Try_Command_Answers(string command, string answer, int exitCode = ExitCodes.Success)
    {
        var run = await TryAsync(command + "\n");

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.Contains(answer, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_SizeIsUnknown_SaysWhyTheAnswerIsFalse()
    {
        File.WriteAllText(_folder.At("items.jsonl"), """{"name":"a.jpg","kind":"photo","fields":{"chat":"news"}}""");

        var run = await TryAsync("item.Size > 1.MB()\nitem.Name.Length > 1\n");

        Assert.Equal(
            "  a.jpg  false\n  The size of 1 item is unknown before opening: null, and comparing null is false. In a pipeline the filter is asked again when it is known.\n  a.jpg  true\n",
            run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Try_NothingFound_SaysWhatToDo()
    {
        File.WriteAllText(_folder.At("items.jsonl"), "");

        var run = await TryAsync("item.Id\n");

        Assert.Equal(ExitCodes.RunFailed, run.ExitCode);
        Assert.Contains("Give items with --sample.", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<TgpRun> TryAsync(string lines, params string[] options) => TgpRun.OfAsync(
        FileCopies.Plugins, new Dictionary<string, string>(), TimeProvider.System, lines, ["try", _folder.At("archive.yaml"), "--sample", _folder.At("items.jsonl"), .. options]);
}
