using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Command;
using TgPlatform.Testing;

namespace TgPlatform.Sandbox.Tests.Command;

public class SandboxCommandTests
{
    [Fact]
    public async Task Run_UntilStopped_ServesAndTellsHowToGetThere()
    {
        await using var run = await SandboxRun.StartAsync();

        Assert.Contains(run.Console.Lines, line => line == $"export SANDBOX_TELEGRAM='{run.Variables["SANDBOX_TELEGRAM"]}'");
        Assert.Contains(run.Console.Notes, note => note.Contains("account +491700000001, code 22222", StringComparison.Ordinal));
        Assert.Contains(run.Console.Notes, note => note.Contains("@sandbox_news", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await run.Client.GetAsync($"{run.Variables["SANDBOX_HTTP"]}/tasks.json")).StatusCode);
        Assert.StartsWith("-----BEGIN RSA PUBLIC KEY-----\nMII", run.Variables["SANDBOX_TELEGRAM_KEY"], StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(run.EnvFile));

        await run.StopAsync();

        Assert.False(File.Exists(run.EnvFile));
    }

    [Fact]
    public async Task Run_EnvFileIsThereAlready_RefusesAndLeavesIt()
    {
        using var folder = new TempFolder();
        folder.Write(".env", "MINE=1"u8.ToArray());
        var context = new CommandContext(new PluginContext { BaseFolder = folder.Root, StateFolder = folder.Root }, new ScriptedConsole(), Json: false);

        var failure = await Assert.ThrowsAsync<FailureException>(() => new SandboxCommand(new SandboxCommandOptions { EnvFile = ".env" }, context).RunAsync(default));

        Assert.Contains(".env is there already", failure.Message, StringComparison.Ordinal);
        Assert.Equal("MINE=1", await File.ReadAllTextAsync(folder.At(".env")));
    }

    [Theory]
    [InlineData("nosuch.yaml", "--scenario: there is no file 'nosuch.yaml'. Correct its name; without --scenario a demonstration is emulated.")]
    [InlineData("nosuch/scenario.yaml", "--scenario: there is no file 'nosuch/scenario.yaml'. Correct its name; without --scenario a demonstration is emulated.")]
    [InlineData(".", "--scenario: '.' cannot be read: it is a folder, or access to it is denied. Name a file of YAML.")]
    public async Task Run_ScenarioCannotBeRead_SaysWhichAndWhatToDo(string scenario, string expected)
    {
        using var folder = new TempFolder();
        var context = new CommandContext(new PluginContext { BaseFolder = folder.Root, StateFolder = folder.Root }, new ScriptedConsole(), Json: false);

        var failure = await Assert.ThrowsAsync<FailureException>(() => new SandboxCommand(new SandboxCommandOptions { Scenario = scenario }, context).RunAsync(default));

        Assert.Equal(expected, failure.Message);
    }

    [Fact]
    public void Texts_ValuesWithQuotes_AreSafeInAShell()
    {
        var variables = new Dictionary<string, string> { ["A"] = "it's\ntwo", ["B"] = "\"$(x)`\\" };

        Assert.Equal(["export A='it'\\''s", "two'", "export B='\"$(x)`\\'"], VariableText.Exports(variables));
        Assert.Equal("A=\"it's\ntwo\"\nB=\"\\\"\\$(x)\\`\\\\\"\n", VariableText.EnvFile(variables));
    }

    [Fact]
    public async Task Run_Json_IsOneObject()
    {
        await using var run = await SandboxRun.StartAsync(json: true);

        var printed = JsonSerializer.Deserialize<Dictionary<string, string>>(Assert.Single(run.Console.Lines))!;

        Assert.Equal(run.Variables, printed);
    }

    [Fact]
    public async Task Run_WrongScenario_SaysWhere()
    {
        using var folder = new TempFolder();
        folder.Write("bad.yaml", "chats:\n  - { colour: red }"u8.ToArray());
        var context = new CommandContext(new PluginContext { BaseFolder = folder.Root, StateFolder = folder.Root }, new ScriptedConsole(), Json: false);

        var failure = await Assert.ThrowsAsync<FailureException>(() => new SandboxCommand(new SandboxCommandOptions { Scenario = "bad.yaml" }, context).RunAsync(default));

        Assert.Contains("bad.yaml:2:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("colour", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_WithoutItsToken_AnswersNothing()
    {
        await using var run = await SandboxRun.StartAsync();

        foreach (var (method, path) in new[] { (HttpMethod.Get, "/telegram"), (HttpMethod.Put, "/telegram/faults"), (HttpMethod.Get, "/") })
        {
            using var request = new HttpRequestMessage(method, run.Control + path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "0");
            var answer = await run.Client.SendAsync(request);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Control_Faults_AreTakenOverAndMistakesChangeNothing()
    {
        await using var run = await SandboxRun.StartAsync();

        var good = await run.SendAsync(HttpMethod.Put, "/telegram/faults", "faults: { latency_milliseconds: 7 }");
        var bad = await run.SendAsync(HttpMethod.Put, "/telegram/faults", """{ "faults": { "purple": 2 } }""");

        Assert.Equal(HttpStatusCode.NoContent, good.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Contains("purple", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var state = await run.StateAsync();
        Assert.Equal(7, state["faults"]!["latencyMilliseconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Control_Messages_ArePostedEditedAndDeleted()
    {
        await using var run = await SandboxRun.StartAsync();

        var posted = await run.SendAsync(HttpMethod.Post, "/telegram/chats/sandbox_news/messages", "{ text: hello, kind: photo, file_bytes: 1000 }");
        var id = (await posted.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<int>();
        var edited = await run.SendAsync(HttpMethod.Put, $"/telegram/chats/sandbox_news/messages/{id}", "{ text: changed }");
        var deleted = await run.SendAsync(HttpMethod.Delete, $"/telegram/chats/sandbox_news/messages/{id}", "");
        var again = await run.SendAsync(HttpMethod.Put, $"/telegram/chats/sandbox_news/messages/{id}", "{ text: late }");

        Assert.Equal(121, id);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (edited.StatusCode, deleted.StatusCode, again.StatusCode));
        Assert.Contains("no message 121", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_Actions_AreDoneOrRefused()
    {
        await using var run = await SandboxRun.StartAsync();

        foreach (var action in new[] { "disconnect", "rotate_salts", "expire_references", "forget_keys" })
            Assert.Equal(HttpStatusCode.NoContent, (await run.SendAsync(HttpMethod.Post, $"/telegram/actions/{action}", "")).StatusCode);
        var refused = await run.SendAsync(HttpMethod.Post, "/telegram/actions/explode", "");

        Assert.Equal(HttpStatusCode.BadRequest, (await run.SendAsync(HttpMethod.Post, "/telegram/accounts/491700000001/scan", "")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("rotate_salts", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
