using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Command;
using TgPlatform.Testing;

namespace TgPlatform.Sandbox.Tests.Command;

/// <summary>The command, running until the test ends it.</summary>
internal sealed partial class SandboxRun : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public ScriptedConsole Console { get; } = new();

    public HttpClient Client { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public string EnvFile => _folder.At("sandbox.env");

    public string Control => Variables["SANDBOX_CONTROL"];

    public static async Task<SandboxRun> StartAsync(bool json = false)
    {
        var run = new SandboxRun();
        var context = new CommandContext(new PluginContext { BaseFolder = run._folder.Root, StateFolder = run._folder.Root }, run.Console, json);
        run._run = new SandboxCommand(new SandboxCommandOptions { EnvFile = "sandbox.env" }, context).RunAsync(run._stop.Token);
        var ready = run.Console.NotedAsync("Ctrl-C");
        if (await Task.WhenAny(ready, run._run) == run._run) await run._run;
        await ready;
        foreach (Match one in Variable().Matches(await File.ReadAllTextAsync(run.EnvFile))) run.Variables[one.Groups[1].Value] = one.Groups[2].Value;
        return run;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body) => Client.SendAsync(new HttpRequestMessage(method, Control + path)
    {
        Content = new StringContent(body),
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Variables["SANDBOX_CONTROL_TOKEN"]) },
    });

    public async Task<JsonNode> StateAsync() => (await (await SendAsync(HttpMethod.Get, "/telegram", "")).Content.ReadFromJsonAsync<JsonNode>())!;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex("^([A-Z0-9_]+)=\"([^\"]*)\"$", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
