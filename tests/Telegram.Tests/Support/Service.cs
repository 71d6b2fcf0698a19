using TgPlatform.Plugins.Sandbox.Telegram;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>The emulated Telegram with one account and one channel, and clients for it.</summary>
internal sealed class Service : IAsyncDisposable
{
    public const string Phone = "491700000001";

    private readonly List<TelegramClient> _clients = [];

    // Making a key takes longer than most tests.
    private static readonly string PrivateKeyPem = System.Security.Cryptography.RSA.Create(2048).ExportRSAPrivateKeyPem();

    private Service(ChatOptions? chat, AccountOptions? account, bool hasCdn)
    {
        Telegram = new EmulatedTelegram(new EmulatedTelegramOptions { PrivateKeyPem = PrivateKeyPem, Cdn = hasCdn });
        Account = Telegram.World.AddAccount(account ?? new AccountOptions { Phone = Phone });
        Chat = Telegram.World.AddChat((chat ?? new ChatOptions { Messages = 8 }) with { Username = "channel" });
    }

    public EmulatedTelegram Telegram { get; }
    public Account Account { get; }
    public EmulatedChat Chat { get; }
    public AccountState State { get; set; } = new();
    public List<WaitNotice> Waits { get; } = [];

    /// <summary>What a client is told that knows only where the data centre is that it begins with.</summary>
    public ClientOptions Options => new(1, "hash")
    {
        Keys = [RsaKey.FromPem(Telegram.PublicKeyPem)],
        Addresses = new Dictionary<int, DcAddress[]> { [2] = [new($"{Telegram.EndPoints[2].Address}", Telegram.EndPoints[2].Port)] },
        OnWait = notice => { lock (Waits) Waits.Add(notice); },
    };

    public static async Task<Service> StartAsync(ChatOptions? chat = null, AccountOptions? account = null, bool hasCdn = false)
    {
        var service = new Service(chat, account, hasCdn);
        await service.Telegram.StartAsync();
        return service;
    }

    public TelegramClient Client(Func<ClientOptions, ClientOptions>? with = null, Action<ReadOnlyMemory<byte>>? onUpdate = null, TimeProvider? time = null, Action? onNewSession = null)
    {
        var client = new TelegramClient(with?.Invoke(Options) ?? Options, State, () => { }, time ?? TimeProvider.System) { OnUpdate = onUpdate, OnNewSession = onNewSession };
        _clients.Add(client);
        return client;
    }

    public async Task<TelegramClient> LoggedInAsync(Func<ClientOptions, ClientOptions>? with = null, TimeProvider? time = null)
    {
        var client = Client(with, time: time);
        await new Login(client, new Answers()).ByCodeAsync(Phone, default);
        return client;
    }

    public static async Task<InputPeerChannel> ResolveAsync(ITelegramClient client)
    {
        var found = await client.InvokeAsync(new ContactsResolveUsername { Username = "channel" }, default);
        var channel = found.Chats.OfType<Channel>().Single();
        return new InputPeerChannel { ChannelId = channel.Id, AccessHash = channel.AccessHash!.Value };
    }

    /// <summary>Every file of the channel, ready to be read.</summary>
    public static async Task<List<(int MessageId, RemoteFile File)>> FilesAsync(ITelegramClient client)
    {
        var peer = await ResolveAsync(client);
        var history = new History(client);
        var files = new List<(int, RemoteFile)>();
        await foreach (var page in history.OldestFirstAsync(peer))
            foreach (var message in page.Messages)
                if (MessageFiles.Of(message) is { } handle)
                {
                    var id = History.IdOf(message);
                    files.Add((id, new RemoteFile(handle, async (_, cancel) => MessageFiles.Of((await history.ByIdAsync(peer, [id], cancel)).Messages[0]))));
                }
        return files;
    }

    /// <summary>The whole file, fetched as the runtime would: several parts at once.</summary>
    public static async Task<byte[]> ReadAllAsync(FileDownloader downloader, RemoteFile file, CancellationToken cancel = default)
    {
        var content = new byte[file.Size];
        await Parallel.ForAsync(0, (int)((file.Size + PartRange.Largest - 1) / PartRange.Largest), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel }, async (part, stop) =>
        {
            var offset = part * PartRange.Largest;
            var into = content.AsMemory(offset, (int)Math.Min(PartRange.Largest, file.Size - offset));
            Assert.Equal(into.Length, await downloader.ReadAsync(file, offset, into, stop));
        });
        return content;
    }

    public void AssertHash(int messageId, byte[] content)
        => Assert.Equal(Convert.ToHexString(Telegram.World.Files.Of(Chat, messageId)!.Sha256()), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content)));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        await Telegram.DisposeAsync();
        Assert.Empty(Telegram.Problems);
    }

    /// <summary>The person at the keyboard.</summary>
    internal sealed class Answers(string code = "22222", params string[] passwords) : ILoginPrompt
    {
        private int _password;

        public List<SentCode> Codes { get; } = [];
        public List<string> Hints { get; } = [];
        public Queue<string?> CodesToGive { get; } = new();

        public Task<string?> CodeAsync(SentCode sent, CancellationToken cancel)
        {
            Codes.Add(sent);
            return Task.FromResult(CodesToGive.TryDequeue(out var next) ? next : code);
        }

        public Task<string> PasswordAsync(string hint, CancellationToken cancel)
        {
            Hints.Add(hint);
            return Task.FromResult(passwords[_password++]);
        }
    }
}
