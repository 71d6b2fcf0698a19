using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Http.Tests.Tasks;

public sealed class TextListFormatTests
{
    private const string List = "\uFEFF# files\r\nhttp://h/1\r\n\n   http://h/2  \n#http://h/no\nhttp://h/3";

    private readonly TextListFormat _format = new();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public async Task Read_Finished_GivesEveryUrl(int pieces)
    {
        var (entries, problem) = await _format.ReadAsync(List, pieces: pieces);

        Assert.Null(problem);
        Assert.Equal(["http://h/1", "http://h/2", "http://h/3"], entries.Select(static entry => entry.Id));
    }

    [Fact]
    public async Task Read_Unfinished_LeavesOutTheLineWithoutEnd()
    {
        var (entries, problem) = await _format.ReadAsync(List, isFinished: false);

        Assert.Equal(["http://h/1", "http://h/2"], entries.Select(static entry => entry.Id));
        Assert.Equal("list, line 6: it does not end yet.", problem);
    }

    [Fact]
    public async Task Read_WrongLine_IsReportedAndTheOthersGoOn()
    {
        var (entries, problem) = await _format.ReadAsync("http://h/1\nnonsense\nhttp://h/3\n");

        Assert.Null(problem);
        Assert.Equal("list, line 2: it is not a URL. Write it in full, with http:// or https://.", entries[1].Problem);
        Assert.Equal("http://h/3", entries[2].Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing")]
    public async Task Read_NothingInIt_GivesNothing(string text) => Assert.Empty((await _format.ReadAsync(text)).Entries);
}
