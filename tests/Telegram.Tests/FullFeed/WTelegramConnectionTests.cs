using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.FullFeed;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.FullFeed;

/// <summary>What the suites of the source do not ask of the other client: faults, proxies, sign-ins that both share.</summary>
public class WTelegramConnectionTests
{
    private static readonly ChatOptions Large = new() { Messages = 2, Media = [MediaKind.Document], MinimumFileBytes = 5_300_001, MaximumFileBytes = 5_300_001, DataCentre = 4 };

    private static async Task<WTelegramConnection> SignedInAsync(Service service, ClientOptions? options = null, ILoginPrompt? prompt = null)
    {
        var client = new WTelegramConnection(options ?? service.Options, service.State, static () => { }, TimeProvider.System);
        await client.SignInAsync(Service.Phone, prompt ?? new Service.Answers(), Pool.Patience);
        return client;
    }

    private static async Task ReadAllAsync(Service service, ITelegramClient client, bool verifies = false)
    {
        var downloader = new FileDownloader(client, verifies);
        var files = await Service.FilesAsync(client);
        Assert.NotEmpty(files);
        foreach (var (id, file) in files) service.AssertHash(id, await Service.ReadAllAsync(downloader, file));
    }

    [Theory]
    [InlineData("FILE_REFERENCE_EXPIRED"), InlineData("FLOOD_WAIT_1"), InlineData("FLOOD_PREMIUM_WAIT_1"), InlineData("RPC_CALL_FAIL")]
    public async Task Read_TheServiceRefusesAPart_IsCuredAboveTheClient(string error)
    {
        await using var service = await Service.StartAsync(Large);
        await using var client = await SignedInAsync(service);
        service.Telegram.Faults.Add(new FaultRule { On = "upload.getFile", Skip = 2, Times = 1, Error = error });

        await ReadAllAsync(service, client);

        Assert.Equal(error.Contains("WAIT", StringComparison.Ordinal) ? [error] : [], service.Waits.Select(wait => wait.Reason));
        Assert.Equal(error == "FILE_REFERENCE_EXPIRED" ? 1 : 0, service.Telegram.CallsOf("channels.getMessages"));
    }

    [Fact]
    public async Task Read_WithHashes_ComparesEveryByte()
    {
        await using var service = await Service.StartAsync(Large);
        await using var client = await SignedInAsync(service);

        await ReadAllAsync(service, client, verifies: true);

        Assert.InRange(service.Telegram.CallsOf("upload.getFileHashes"), 1, 100);
    }

    [Fact]
    public async Task Read_TheServiceHasACdn_IsNeverSentThere()
    {
        await using var service = await Service.StartAsync(Large, hasCdn: true);
        service.Telegram.Faults.CdnFromBytes = 1;
        await using var client = await SignedInAsync(service);

        await ReadAllAsync(service, client);

        Assert.Equal(0, service.Telegram.CallsOf("upload.getCdnFile"));
    }

    [Theory]
    [InlineData("socks5"), InlineData("http"), InlineData("mtproxy"), InlineData("fake_tls")]
    public async Task Read_ThroughEveryProxy_HasTheRightHash(string proxy)
    {
        await using var service = await Service.StartAsync(Large);
        var address = proxy switch
        {
            "socks5" => $"socks5://{service.Telegram.Socks5}",
            "http" => $"http://{service.Telegram.HttpProxy}",
            "fake_tls" => $"mtproxy://ee00112233445566778899aabbccddeeff7777772e6578616d706c652e6f7267@{service.Telegram.MtProxy}",
            _ => $"mtproxy://dd00112233445566778899aabbccddeeff@{service.Telegram.MtProxy}",
        };
        await using var client = await SignedInAsync(service, service.Options with { Proxy = ProxySettings.Parse(address) });

        await ReadAllAsync(service, client);
    }

    [Fact]
    public async Task Read_Cancelled_EndsAtOnceAndTheNextOneWorks()
    {
        await using var service = await Service.StartAsync(Large);
        await using var client = await SignedInAsync(service);
        var (id, file) = (await Service.FilesAsync(client))[0];
        var downloader = new FileDownloader(client);
        service.Telegram.Faults.ConnectionBytesPerSecond = 1_000;
        using var cancel = new CancellationTokenSource();

        var reading = downloader.ReadAsync(file, 0, new byte[PartRange.Largest], cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        service.Telegram.Faults.ConnectionBytesPerSecond = 0;
        service.AssertHash(id, await Service.ReadAllAsync(downloader, file));
    }

    [Fact]
    public async Task SignIn_APasswordAndAWrongCode_AreAskedForAgain()
    {
        await using var service = await Service.StartAsync(account: new AccountOptions { Phone = Service.Phone, Password = "secret" });
        var answers = new Service.Answers("22222", "wrong", "secret");
        answers.CodesToGive.Enqueue("00000");

        await using var client = await SignedInAsync(service, prompt: answers);

        Assert.Equal([false, true], answers.Codes.Select(code => code.WasWrong));
        Assert.Equal(2, answers.Hints.Count);
        Assert.Equal(service.Account.Id, client.UserId);
    }

    [Fact]
    public async Task Session_OfOurOwnClient_ServesThisOneAndBack()
    {
        await using var service = await Service.StartAsync(Large);
        await service.LoggedInAsync();
        var saves = 0;

        await using (var client = new WTelegramConnection(service.Options, service.State, () => saves++, TimeProvider.System)) await ReadAllAsync(service, client);
        await ReadAllAsync(service, service.Client());

        Assert.InRange(saves, 1, 100);
        Assert.Equal(1, service.Telegram.CallsOf("auth.signIn"));
        Assert.Equal(1, service.Telegram.CallsOf("auth.exportAuthorization"));
    }

    [Fact]
    public async Task Session_ADataCentreIsAlsoWhereASecretIsWanted_GoesWhereNoneIs()
    {
        await using var service = await Service.StartAsync(Large);
        await service.LoggedInAsync();
        var secret = new DcAddress($"{service.Telegram.MtProxy.Address}", service.Telegram.MtProxy.Port) { Secret = Convert.FromHexString("00112233445566778899aabbccddeeff") };
        service.State.Dc(2).Addresses = [secret, .. service.Options.Addresses[2]];

        await using var client = new WTelegramConnection(service.Options, service.State, static () => { }, TimeProvider.System);

        await ReadAllAsync(service, client);
    }

    [Fact]
    public async Task Invoke_ALoginThatIsGone_IsSaidAsSuch()
    {
        await using var service = await Service.StartAsync(Large);
        await using var client = await SignedInAsync(service);

        service.Telegram.Faults.Add(new FaultRule { On = "users.getUsers", Error = "AUTH_KEY_UNREGISTERED" });

        await Assert.ThrowsAsync<LoginLostException>(() => client.InvokeAsync(new UsersGetUsers { Id = [new InputUserSelf()] }, Pool.Patience));
    }
}
