using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Jsonl.Tests;

/// <summary>The sink keeps what every record sink promises, and a killed process leaves neither a half line nor a second one.</summary>
public sealed class JsonlSinkSuite : RecordSinkFaultContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override OnRecordAgain OnAgain => OnRecordAgain.Recognises;

    protected override IRecordSink Create() => new JsonlSink(new JsonlSinkOptions { Path = "notes.jsonl" }, new PluginContext { BaseFolder = _folder.Root });

    protected override async ValueTask<IReadOnlyList<StoredRecord>> StoredAsync()
    {
        var lines = await ReadAsync();
        Assert.Equal("", lines[^1]);
        return [.. lines[..^1].Select(static line => JsonNode.Parse(line)!).Select(static line => new StoredRecord((string)line["type"]!, (string)line["key"]!, (string)line["fields"]!["text"]!))];
    }

    protected override ValueTask<bool> TearAsync()
    {
        using var file = new FileStream(_folder.At("notes.jsonl"), FileMode.Open);
        file.SetLength(file.Length - 10);
        return new(true);
    }

    // The sink keeps other writers out, and with them every reader that asks for a lock, as those of .NET do.
    private async Task<string[]> ReadAsync()
    {
        if (!File.Exists(_folder.At("notes.jsonl")))
            return [""];
        using var reader = Process.Start(new ProcessStartInfo("cat", [_folder.At("notes.jsonl")]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var text = await reader.StandardOutput.ReadToEndAsync();
        await reader.WaitForExitAsync();
        Assert.Equal(0, reader.ExitCode);
        return text.Split('\n');
    }
}
