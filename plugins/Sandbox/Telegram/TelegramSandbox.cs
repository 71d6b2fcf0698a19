using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.Scenario;

namespace TgPlatform.Plugins.Sandbox.Telegram;

/// <summary>
/// The emulated Telegram for <c>--sandbox</c>: the scenario <c>telegram.sandbox.yaml</c> beside the pipeline, or a demonstration where there is none.
/// A change of the file changes faults, rules and limits at once.
/// </summary>
/// <param name="context">What the runtime lends.</param>
/// <param name="file">Another scenario file, which must be there; null for the usual one.</param>
public sealed class TelegramSandbox(PluginContext context, string? file = null) : ISandbox
{
    /// <summary>The name of the scenario file.</summary>
    public const string FileName = "telegram.sandbox.yaml";

    private EmulatedTelegram? _telegram;
    private FileSystemWatcher? _watcher;

    /// <summary>Raised after a changed file has been taken over, or found wrong.</summary>
    internal event Action<FormatException?>? FileRead;

    /// <summary>The running service.</summary>
    internal EmulatedTelegram Telegram => _telegram ?? throw new InvalidOperationException("The sandbox has not been started.");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, string>> StartAsync(CancellationToken cancellationToken)
    {
        var path = context.Resolve(file ?? FileName);
        var scenario = file is not null || File.Exists(path) ? ScenarioFile.Load(path) : TelegramScenario.Demonstration;
        _telegram = EmulatedTelegram.Of(scenario, context.Time);
        await _telegram.StartAsync();
        if (File.Exists(path)) Watch(path);
        var home = scenario.Accounts is [var first, ..] ? first.DataCentre : 1;
        context.Logger.LogInformation("Sandbox Telegram on {Address}, {Accounts} accounts, {Chats} chats", _telegram.EndPoints[home], scenario.Accounts.Count, scenario.Chats.Count);
        return Variables(scenario, home);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        if (_telegram is not null) await _telegram.DisposeAsync();
    }

    private Dictionary<string, string> Variables(TelegramScenario scenario, int home)
    {
        var variables = new Dictionary<string, string>
        {
            ["SANDBOX_TELEGRAM"] = $"{home}@{Telegram.EndPoints[home]}",
            ["SANDBOX_TELEGRAM_KEY"] = Telegram.PublicKeyPem,
            ["SANDBOX_TELEGRAM_SOCKS5"] = Telegram.Socks5.ToString(),
        };
        if (scenario.Accounts is not [var first, ..]) return variables;
        variables["SANDBOX_TELEGRAM_PHONE"] = first.Phone;
        variables["SANDBOX_TELEGRAM_PHONES"] = string.Join(',', scenario.Accounts.Select(account => account.Phone));
        variables["SANDBOX_TELEGRAM_CODE"] = first.Code;
        return variables;
    }

    private void Watch(string path)
    {
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        _watcher.Changed += (_, _) => Reread(path);
        _watcher.Created += (_, _) => Reread(path);
        _watcher.Renamed += (_, _) => Reread(path);
        _watcher.EnableRaisingEvents = true;
    }

    private void Reread(string path)
    {
        try
        {
            Telegram.Apply(ScenarioFile.Load(path));
            context.Logger.LogInformation("Sandbox Telegram took over {File}", path);
            FileRead?.Invoke(null);
        }
        catch (FormatException mistake)
        {
            // The service goes on as it was until the file is right again.
            context.Logger.LogWarning("{Mistake}", mistake.Message);
            FileRead?.Invoke(mistake);
        }
        catch (IOException busy)
        {
            // An editor is still writing; its next write is another event.
            context.Logger.LogDebug("{File}: {Reason}", path, busy.Message);
        }
    }
}
