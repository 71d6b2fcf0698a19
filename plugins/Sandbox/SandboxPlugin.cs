using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Command;
using TgPlatform.Plugins.Sandbox.Http;
using TgPlatform.Plugins.Sandbox.Telegram;

namespace TgPlatform.Plugins.Sandbox;

/// <summary>Offers the emulated services.</summary>
public sealed class SandboxPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.AddSandbox("http", "A real web server with generated media, and faults on request; its base URL is ${SANDBOX_HTTP}.", static context => new WebSandbox(context));
        registry.AddSandbox("telegram", "A Telegram that speaks the real protocol; its address is ${SANDBOX_TELEGRAM}, its key ${SANDBOX_TELEGRAM_KEY}.", static context => new TelegramSandbox(context));
        registry.AddCommand<SandboxCommandOptions>(
            "sandbox",
            "Runs the emulated services until Ctrl-C, and prints the variables that lead to them.",
            ["tgp sandbox", "tgp sandbox --env-file sandbox.env"],
            static (options, context, cancellationToken) => new SandboxCommand(options, context).RunAsync(cancellationToken));
    }
}
