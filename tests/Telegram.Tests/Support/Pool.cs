using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>The emulated Telegram with several accounts, and sources over it.</summary>
internal sealed class Pool : IAsyncDisposable
{
    // Making a key takes longer than most tests.
    private static readonly string PrivateKeyPem = RSA.Create(2048).ExportRSAPrivateKeyPem();

    public Pool(int accounts = 1)
    {
        for (var number = 1; number <= accounts; number++) Telegram.World.AddAccount(new AccountOptions { Phone = PhoneOf(number) });
    }

    public EmulatedTelegram Telegram { get; } = new(new EmulatedTelegramOptions { PrivateKeyPem = PrivateKeyPem, Cdn = false });

    public static string PhoneOf(int account) => $"49170000000{account}";

    public Account Account(int number) => Telegram.World.FindAccount(PhoneOf(number))!;

    public static async Task<Pool> StartAsync(int accounts, params ChatOptions[] chats)
    {
        var pool = new Pool(accounts);
        foreach (var chat in chats) pool.Telegram.World.AddChat(chat);
        await pool.Telegram.StartAsync();
        return pool;
    }

    /// <summary>Options for a source over this service, whose accounts are named 1, 2, 3 …</summary>
    public TelegramSourceOptions Options(params string[] chats)
    {
        var phones = Telegram.World.Accounts.Select(account => account.Phone).Order(StringComparer.Ordinal).ToArray();
        return new TelegramSourceOptions
        {
            Accounts = [.. phones.Select((_, index) => $"{index + 1}")],
            Chats = chats,
#if FULL_FEED
            // The other client is under test wherever the package is not there.
            Client = TelegramLibrary.Wtelegram,
#endif
            Server = new ServerOptions { Address = $"2@{Telegram.EndPoints[2]}", Key = Telegram.PublicKeyPem, Phones = string.Join(',', phones), Code = new Secret("22222") },
        };
    }

    public static async Task<TelegramSource> ConnectAsync(TelegramSourceOptions options, PluginContext? context = null)
    {
        var source = new TelegramSource(options, context ?? new PluginContext());
        try
        {
            await source.ConnectAsync(Patience);
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public static async Task<List<ItemGroup>> DiscoverAsync(TelegramSourceOptions options, string? cursor = null)
    {
        await using var source = await ConnectAsync(options);
        return await source.DiscoverAsync(cursor, Patience).ToListAsync(Patience);
    }

    public static async Task<byte[]> ReadAsync(TelegramSource source, Item item, string? lane = null)
    {
        await using var content = await source.OpenAsync(item, source.Lanes.First(one => lane is null || one.Name == lane), default, Patience);
        return await content.ReadToEndAsync(Patience);
    }

    public void AssertHash(EmulatedChat chat, Item item, byte[] content)
        => Assert.Equal(Convert.ToHexString(Telegram.World.Files.Of(chat, (int)item["message_id"].Integer!)!.Sha256()), Convert.ToHexString(SHA256.HashData(content)));

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token;

    public async ValueTask DisposeAsync()
    {
        await Telegram.DisposeAsync();
        Assert.Empty(Telegram.Problems);
    }
}
