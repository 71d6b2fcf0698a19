using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Jsonl.Tests;

/// <summary>What a file of records shows to somebody who only wants to look.</summary>
public sealed class JsonlListingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_LinesOfOthersAndATornOne_GivesTheWholeRecordsOnly()
    {
        var path = _folder.At("records.jsonl");
        await File.WriteAllTextAsync(path, "{\"type\":\"note\",\"key\":\"größer\",\"fields\":{}}\nplain text\n{\"key\":\"no type\"}\n{\"type\":\"note\",\"key\":\"2\"}\n{\"type\":\"note\",\"key\":\"3\"");

        Assert.Equal([new("note", "größer"), new("note", "2")], await ListAsync(path));
    }

    [Fact]
    public async Task List_LinesThatAreNoJsonBehindTheirKey_AreDamagedUnlessWrittenWholeLater()
    {
        var path = _folder.At("records.jsonl");
        await File.WriteAllTextAsync(path, "{\"type\":\"note\",\"key\":\"1\",\"fields\":{\n{\"type\":\"note\",\"key\":\"2\"\0\0\n{\"type\":\"note\",\"key\":\"3\"}\n{\"type\":\"note\",\"key\":\"1\"}\n{\"type\":\"note\",\"key\":\"3\"}}\n");

        Assert.Equal([new("note", "3"), new("note", "1"), new("note", "2") { IsDamaged = true }, new("note", "3") { IsDamaged = true }], (await ListAsync(path)).OrderBy(static one => one.IsDamaged ? one.Key : ""));
    }

    [Fact]
    public async Task Files_IsTheFileOfTheOptions()
    {
        await using var sink = new JsonlSink(new() { Path = "a/records.jsonl" }, new PluginContext { BaseFolder = _folder.At("") });

        Assert.Equal([_folder.At("a/records.jsonl")], sink.Files);
    }

    [Fact]
    public async Task List_NoFile_IsEmptyAndMakesNone()
    {
        Assert.Empty(await ListAsync(_folder.At("none/records.jsonl")));
        Assert.False(Directory.Exists(_folder.At("none")));
    }

    [Fact]
    public async Task List_AFolder_SaysThatItCannotBeRead()
    {
        var failure = await Assert.ThrowsAsync<FailureException>(() => ListAsync(_folder.At(".")));

        Assert.Contains("cannot be read", failure.Message, StringComparison.Ordinal);
    }

    private async Task<List<RecordIdentity>> ListAsync(string path)
    {
        await using var sink = new JsonlSink(new() { Path = path }, new PluginContext { BaseFolder = _folder.At("") });
        var listed = new List<RecordIdentity>();
        await foreach (var record in sink.ListRecordsAsync(CancellationToken.None))
            listed.Add(record);
        return listed;
    }
}
