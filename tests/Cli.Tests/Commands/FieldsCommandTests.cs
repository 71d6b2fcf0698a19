using System.Text.Json;
using TgPlatform.Cli.Tests.Support;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class FieldsCommandTests
{
    [Fact]
    public async Task Fields_Source_ListsMembersAndItsOwnWithExamples()
    {
        var run = await TgpRun.OfAsync(FileCopies.Plugins, "fields", "http");

        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"  item\.Size +long\? +Bytes of the content; null while unknown", run.Output);
        Assert.Matches(@"  item\.Counter\(string\? scope\) +long +The number of this item among those counted", run.Output);
        Assert.Matches(@"  item\.Host +text +.*For instance example\.org", run.Output);
    }

    [Fact]
    public async Task Fields_Json_CarriesTheSame()
    {
        using var json = JsonDocument.Parse((await TgpRun.OfAsync(FileCopies.Plugins, "fields", "http", "--json")).Output);

        Assert.All(json.RootElement.GetProperty("members").EnumerateArray(), static one => Assert.NotEqual("", one.GetProperty("description").GetString()));
        Assert.Contains(json.RootElement.GetProperty("fields").EnumerateArray(), static one => one.GetProperty("hook").GetString() == "item.Priority");
    }

    [Fact]
    public async Task Fields_UnknownSource_NamesTheNearest()
    {
        var run = await TgpRun.OfAsync(FileCopies.Plugins, "fields", "htpp");

        Assert.Equal(new(ExitCodes.WrongUsage, "", "tgp: No plugin offers a source 'htpp'. Did you mean 'http'?" + Environment.NewLine), run);
    }
}
