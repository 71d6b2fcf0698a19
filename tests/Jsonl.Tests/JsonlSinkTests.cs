using System.Text.Json.Nodes;
using TgPlatform.Contracts;
using TgPlatform.Testing;
using Record = TgPlatform.Contracts.Record;

namespace TgPlatform.Plugins.Jsonl.Tests;

public sealed class JsonlSinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.At("texts/messages.jsonl");

    [Fact]
    public async Task Write_EveryTypeOfField_IsReadBackAsItIs()
    {
        var date = new DateTimeOffset(2025, 1, 31, 12, 0, 0, TimeSpan.FromHours(1));
        await WriteAsync(Message("1", Field("text", "two\nlines, \"quoted\" – größer"), Field("views", 12L), Field("duration", 1.5), Field("pinned", true), Field("sent", date), Field("tags", new[] { "a", "b" })));

        var line = JsonNode.Parse(Assert.Single(Lines()))!;
        Assert.Equal(("telegram.message", "1", "message_1", "text"), ((string)line["type"]!, (string)line["key"]!, (string)line["name"]!, (string)line["kind"]!));
        var fields = line["fields"]!;
        Assert.Equal(("two\nlines, \"quoted\" – größer", 12L, 1.5, true), ((string)fields["text"]!, (long)fields["views"]!, (double)fields["duration"]!, (bool)fields["pinned"]!));
        Assert.Equal((date, "a", "b"), ((DateTimeOffset)fields["sent"]!, (string)fields["tags"]![0]!, (string)fields["tags"]![1]!));
        Assert.Contains("größer", Lines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_AnotherRun_AddsToTheEnd()
    {
        await WriteAsync(Message("1"), Message("2"));
        await WriteAsync(Message("3"));

        Assert.Equal(["1", "2", "3"], Keys());
    }

    [Theory]
    [InlineData(1), InlineData(10), InlineData(int.MaxValue)]
    public async Task Connect_KilledWithinTheLastLine_CutsItAwayAndTheRecordComesOnce(int missing)
    {
        await WriteAsync(Message("1"), Message("2"));
        var text = await File.ReadAllBytesAsync(Path);
        await File.WriteAllBytesAsync(Path, text[..Math.Max(text.Length - missing, text.AsSpan().IndexOf((byte)'\n') + 2)]);

        await WriteAsync(Message("2"), Message("3"));

        Assert.Equal(["1", "2", "3"], Keys());
    }

    [Fact]
    public async Task Connect_KilledWithinALineLongerThanABlock_KeepsTheLinesBefore()
    {
        await WriteAsync(Message("1"));
        await File.AppendAllTextAsync(Path, "{\"type\":\"" + new string('x', 200_000));

        await WriteAsync(Message("2"));

        Assert.Equal(["1", "2"], Keys());
    }

    [Fact]
    public async Task Write_KilledBeforeTheLedgerKnew_TheSameRecordsAreNotWrittenTwice()
    {
        await WriteAsync(Message("1"), Message("2"));

        await WriteAsync(Message("1"), Message("2"), Message("3"));

        Assert.Equal(["1", "2", "3"], Keys());
    }

    [Fact]
    public async Task Write_EditedAndEditedBack_TheLastLineIsTheLastState()
    {
        await WriteAsync(Message("1", Field("text", "a")));
        await WriteAsync(Message("1", Field("text", "b")), Message("1", Field("text", "a")));

        Assert.Equal(["a", "b", "a"], Lines().Select(line => (string)JsonNode.Parse(line)!["fields"]!["text"]!));
    }

    [Theory]
    [InlineData("A letter to my mother")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}")]
    [InlineData("{\n  \"type\": \"x\",\n  \"more\": 1\n}")]
    public async Task Connect_FileHoldsSomethingElse_IsLeftAsItIs(string text)
    {
        var path = _folder.Write("texts/messages.jsonl", System.Text.Encoding.UTF8.GetBytes(text));

        var failure = await Assert.ThrowsAsync<FailureException>(() => WriteAsync(Message("1")));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Equal(text, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Connect_AnotherSinkWritesThere_IsRefused()
    {
        await using var first = await ConnectAsync();

        await Assert.ThrowsAsync<FailureException>(ConnectAsync);
    }

    public void Dispose() => _folder.Dispose();

    private static Record Message(string key, params KeyValuePair<string, FieldValue>[] fields) =>
        new("telegram.message", key, new Item { Id = key, Name = $"message_{key}", Kind = ItemKind.Text, HasContent = false, Fields = new(fields) });

    private static KeyValuePair<string, FieldValue> Field(string name, FieldValue value) => new(name, value);

    private string[] Lines() => File.ReadAllLines(Path);

    private string[] Keys() => [.. Lines().Select(line => (string)JsonNode.Parse(line)!["key"]!)];

    private async Task<JsonlSink> ConnectAsync()
    {
        var sink = new JsonlSink(new JsonlSinkOptions { Path = "texts/messages.jsonl" }, new PluginContext { BaseFolder = _folder.At("") });
        try
        {
            await sink.ConnectAsync(default);
            return sink;
        }
        catch
        {
            await sink.DisposeAsync();
            throw;
        }
    }

    private async Task WriteAsync(params Record[] records)
    {
        await using var sink = await ConnectAsync();
        await sink.WriteBatchAsync("telegram.message", records, default);
    }
}
