using TgPlatform.Plugins.Telegram.Source.Options;

namespace TgPlatform.Plugins.Telegram.Tests.Source.Options;

public class ClientOptionTests
{
    private static IEnumerable<string> Mistakes(TelegramLibrary client)
        => new TelegramSourceOptions { Accounts = ["main"], Chats = ["@news"], Client = client }.Validate().Select(mistake => $"{mistake}");

    [Fact]
    public void Validate_OurOwnClient_IsRight() => Assert.Empty(Mistakes(TelegramLibrary.Own));

#if FULL_FEED
    [Fact]
    public void Validate_WTelegramClientBuiltIn_IsRight() => Assert.Empty(Mistakes(TelegramLibrary.Wtelegram));
#else
    [Fact]
    public void Validate_WTelegramClientNotBuiltIn_SaysWhatToDo()
        => Assert.Contains("Build it with -p:FullFeed=true, or leave the option out.", Assert.Single(Mistakes(TelegramLibrary.Wtelegram)), StringComparison.Ordinal);
#endif
}
