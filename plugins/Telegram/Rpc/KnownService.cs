using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>Where Telegram is and how it proves to be Telegram. Addresses of the moment come with its configuration.</summary>
internal static class KnownService
{
    public const int FirstDc = 2;

    public static RsaKey[] Keys() => [new RsaKey(Convert.FromHexString(Modulus), [1, 0, 1])];

    public static Dictionary<int, DcAddress[]> Addresses() => new()
    {
        [1] = [new("149.154.175.53", 443), new("2001:b28:f23d:f001::a", 443)],
        [2] = [new("149.154.167.51", 443), new("2001:67c:4e8:f002::a", 443)],
        [3] = [new("149.154.175.100", 443), new("2001:b28:f23d:f003::a", 443)],
        [4] = [new("149.154.167.91", 443), new("2001:67c:4e8:f004::a", 443)],
        [5] = [new("91.108.56.130", 443), new("2001:b28:f23f:f005::a", 443)],
    };

    private const string Modulus =
        "e8bb3305c0b52c6cf2afdf7637313489e63e05268e5badb601af417786472e5f93b85438968e20e6729a301c0afc121bf7151f834436f7fda680847a66bf64ac" +
        "cec78ee21c0b316f0edafe2f41908da7bd1f4a5107638eeb67040ace472a14f90d9f7c2b7def99688ba3073adb5750bb02964902a359fe745d8170e36876d4fd" +
        "8a5d41b2a76cbff9a13267eb9580b2d06d10357448d20d9da2191cb5d8c93982961cdfdeda629e37f1fb09a0722027696032fe61ed663db7a37f6f263d370f69" +
        "db53a0dc0a1748bdaaff6209d5645485e6e001d1953255757e4b8e42813347b11da6ab500fd0ace7e6dfa3736199ccaf9397ed0745a427dcfa6cd67bcb1acff3";
}
