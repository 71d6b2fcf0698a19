using System.Text.Json;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Control;
using TgPlatform.Plugins.Sandbox.Http;
using TgPlatform.Plugins.Sandbox.Telegram;

namespace TgPlatform.Plugins.Sandbox.Command;

/// <summary>Runs all emulated services in the foreground, for pipelines and programs beside it.</summary>
internal sealed class SandboxCommand(SandboxCommandOptions options, CommandContext context)
{
    /// <summary>Returns when it is told to stop.</summary>
    /// <exception cref="FailureException">The scenario is wrong, or a file cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var web = new WebSandbox(context.Plugin);
        await using var telegram = new TelegramSandbox(context.Plugin, options.Scenario);
        var variables = new Dictionary<string, string>(await web.StartAsync(cancellationToken));
        foreach (var (name, value) in await StartAsync(telegram, cancellationToken)) variables[name] = value;
        await using var control = new ControlServer(telegram.Telegram);
        foreach (var (name, value) in await control.StartAsync(cancellationToken)) variables[name] = value;

        Print(variables);
        Describe(telegram.Telegram, variables);
        using var file = options.EnvFile is { } path ? Keep(context.Plugin.Resolve(path), variables) : null;
        context.Console.Note("Ctrl-C ends it.");
        var stopped = new TaskCompletionSource();
        await using var stop = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }

    private async ValueTask<IReadOnlyDictionary<string, string>> StartAsync(TelegramSandbox telegram, CancellationToken cancellationToken)
    {
        try
        {
            return await telegram.StartAsync(cancellationToken);
        }
        catch (Exception absent) when (options.Scenario is not null && absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FailureException(FailureKind.Permanent, $"--scenario: there is no file '{options.Scenario}'. Correct its name; without --scenario a demonstration is emulated.", absent);
        }
        catch (UnauthorizedAccessException refused) when (options.Scenario is not null)
        {
            throw new FailureException(FailureKind.Permanent, $"--scenario: '{options.Scenario}' cannot be read: it is a folder, or access to it is denied. Name a file of YAML.", refused);
        }
        catch (Exception mistake) when (mistake is FormatException or ArgumentException or IOException)
        {
            throw new FailureException(FailureKind.Permanent, mistake.Message, mistake);
        }
    }

    private void Print(Dictionary<string, string> variables)
    {
        if (context.Json) context.Console.Line(JsonSerializer.Serialize(variables));
        else foreach (var line in VariableText.Exports(variables)) context.Console.Line(line);
    }

    private void Describe(EmulatedTelegram telegram, Dictionary<string, string> variables)
    {
        context.Console.Note($"Web server with generated media: {variables["SANDBOX_HTTP"]}/");
        context.Console.Note($"Telegram: data centres {string.Join(", ", telegram.EndPoints.Select(one => $"{one.Key} at {one.Value}"))}; SOCKS5 {telegram.Socks5}, HTTP proxy {telegram.HttpProxy}, MTProxy {telegram.MtProxy}");
        foreach (var account in telegram.World.Accounts)
            context.Console.Note($"  account +{account.Phone}, code {account.Options.Code}{(account.Options.Password is null ? "" : ", with a password")}");
        foreach (var chat in telegram.World.Chats)
            context.Console.Note($"  {chat.Options.Kind}: {chat.Options.Title}{(chat.Options.Username is { } name ? $" @{name}" : "")}{(chat.Options.Invite is { } invite ? $" t.me/+{invite}" : "")}, {chat.Count} messages");
        context.Console.Note($"Control: {variables[ControlServer.AddressVariable]}/telegram, with the header 'Authorization: Bearer' and {ControlServer.TokenVariable}");
    }

    private static EnvFile Keep(string path, Dictionary<string, string> variables)
    {
        try
        {
            return new EnvFile(path, VariableText.EnvFile(variables));
        }
        catch (IOException refused) when (File.Exists(path))
        {
            throw new FailureException(FailureKind.Permanent, $"{path} is there already, and is left as it is. Remove it, or give --env-file another name.", refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Permanent, $"{path} cannot be written: {refused.Message}", refused);
        }
    }

    /// <summary>Readable by its owner only, since a token is in it; gone when the services are.</summary>
    private sealed class EnvFile : IDisposable
    {
        private readonly string _path;

        public EnvFile(string path, string text)
        {
            _path = path;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(path, options);
            writer.Write(text);
        }

        public void Dispose() => File.Delete(_path);
    }
}
