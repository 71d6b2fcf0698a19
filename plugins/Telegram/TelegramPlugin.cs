using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Commands;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Source.Items;
using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram;

/// <summary>Offers the <c>telegram</c> source, and commands for its accounts.</summary>
public sealed class TelegramPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.AddSource<TelegramSourceOptions>(
            "telegram",
            "Media and messages of Telegram channels, groups and forums, over one account or several.",
            TelegramFields.All,
            static (options, context) => new TelegramSource(options, context));
        AccountCommands.AddTo(registry);
    }
}
