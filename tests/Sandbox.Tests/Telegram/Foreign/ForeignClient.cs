using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Sandbox.Tests.Telegram.Foreign;

/// <summary>Runs one of the drivers in a process of its own and compares what it downloaded with what the world holds.</summary>
internal sealed class ForeignClient(EmulatedTelegram telegram, EmulatedChat chat, Account account, string driver)
{
    private readonly Dictionary<int, JsonNode> _messages = [];
    private readonly Queue<string> _lastLines = [];

    /// <summary>Messages the driver asks for beyond the history it listed; called once it has listed everything.</summary>
    public Action? WhenListed { get; init; }

    /// <summary>How many live messages the driver waits for.</summary>
    public int LiveMessages { get; init; }

    /// <summary>Everything the driver said.</summary>
    public List<JsonNode> Said { get; } = [];

    public List<(int Id, string Text)> Live { get; } = [];

    public string Errors { get; private set; } = "";

    public async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "foreign", driver), await WriteTaskAsync(folder)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        // A client that waits for ever must end as a failure, not as a hung test run.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        // Afterwards all connections are closed; how many there were tells what it waited for.
        var connections = 0;
        using var stop = limit.Token.Register(() =>
        {
            connections = telegram.Connections();
            process.Kill();
        });
        while (await process.StandardOutput.ReadLineAsync() is { } line) Take(line);
        await process.WaitForExitAsync();
        Errors = await errors;
        var end = limit.IsCancellationRequested ? $"was killed, its time was up; it had {connections} connections" : $"ended with {process.ExitCode}";
        Assert.True(process.ExitCode == 0, $"{driver} {end}.\n{Circumstances()}");
    }

    /// <summary>Every message was listed, every file downloaded, every byte right.</summary>
    public void AssertComplete(IReadOnlyCollection<EmulatedMessage> expected)
    {
        Assert.Equal(expected.Select(message => message.Id).Order(), _messages.Keys.Order());
        foreach (var message in expected.Where(message => message.HasFile))
        {
            var file = telegram.World.Files.Of(chat, message.Id)!;
            var got = _messages[message.Id]["file"];
            Assert.True(got is not null, $"Message {message.Id} ({message.Kind}) was not downloaded.");
            Assert.Equal((file.Bytes, Convert.ToHexStringLower(file.Sha256())), (got["bytes"]!.GetValue<long>(), got["sha256"]!.GetValue<string>()));
        }
        Assert.Empty(telegram.Problems);
    }

    private string Circumstances() => $"""
        Last words: {string.Join("\n  ", _lastLines)}
        Its errors: {Errors}
        Calls: {string.Join(", ", telegram.MethodsSeen.Select(method => $"{method} {telegram.CallsOf(method)}"))}
        Notes of the service: {string.Join("\n  ", telegram.Notes)}
        """;

    private void Take(string line)
    {
        _lastLines.Enqueue(line);
        if (_lastLines.Count > 12) _lastLines.Dequeue();
        // Libraries may print lines of their own.
        if (!line.StartsWith('{')) return;
        var said = JsonNode.Parse(line)!;
        Said.Add(said);
        if (said["message"] is { } id) _messages[id.GetValue<int>()] = said;
        if (said["live"] is { } live) Live.Add((live.GetValue<int>(), said["text"]!.GetValue<string>()));
        if (said["listed"] is not null) WhenListed?.Invoke();
    }

    private async Task<string> WriteTaskAsync(TemporaryFolder folder)
    {
        var home = telegram.EndPoints[account.Options.DataCentre];
        var path = Path.Combine(folder.Path, "task.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new
        {
            host = home.Address.ToString(),
            port = home.Port,
            dataCentre = account.Options.DataCentre,
            publicKeyPem = telegram.PublicKeyPem,
            socksPort = telegram.Socks5.Port,
            phone = account.Phone,
            code = account.Options.Code,
            password = account.Options.Password,
            chat = chat.Options.Username,
            forum = telegram.World.Chats.FirstOrDefault(one => one.Options.Kind == ChatKind.Forum)?.Options.Title,
            folder = folder.Path,
            live = LiveMessages,
        }));
        return path;
    }
}
