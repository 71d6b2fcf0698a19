using System.Net;
using System.Net.Sockets;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Files;

public class DownloadTests
{
    private static readonly ChatOptions Large = new() { Messages = 3, Media = [MediaKind.Document], MinimumFileBytes = 5_300_001, MaximumFileBytes = 5_300_001, DataCentre = 2 };

    private static async Task<(TelegramClient Client, List<(int MessageId, RemoteFile File)> Files)> ListAsync(Service service, Func<ClientOptions, ClientOptions>? with = null, TimeProvider? time = null)
    {
        var client = await service.LoggedInAsync(with, time);
        return (client, await Service.FilesAsync(client));
    }

    private static async Task DownloadAllAsync(Service service, TelegramClient client, List<(int MessageId, RemoteFile File)> files, bool verifies = false)
    {
        Assert.NotEmpty(files);
        var downloader = new FileDownloader(client, verifies);
        foreach (var (id, file) in files) service.AssertHash(id, await Service.ReadAllAsync(downloader, file));
    }

    [Fact]
    public async Task Read_EveryKindOfMediaInEveryDataCentre_HasTheRightHash()
    {
        await using var service = await Service.StartAsync(new ChatOptions { Messages = 240, Media = Enum.GetValues<MediaKind>() });
        var (client, files) = await ListAsync(service);
        Assert.Equal(service.Chat.Messages().Where(m => m.HasFile).Select(m => m.Id), files.Select(f => f.MessageId));
        Assert.Equal([1, 2, 3, 4], files.Select(f => f.File.Dc).Distinct().Order());

        await DownloadAllAsync(service, client, files);

        Assert.Equal(3, service.Telegram.CallsOf("auth.exportAuthorization"));
        Assert.InRange(service.Telegram.CallsOf("messages.getHistory"), 3, 4);
    }

    [Theory]
    [InlineData(FrameKind.Abridged, false), InlineData(FrameKind.PaddedIntermediate, true), InlineData(FrameKind.Intermediate, false), InlineData(FrameKind.Abridged, true)]
    public async Task Read_OverEveryTransport_HasTheRightHash(object kind, bool isObfuscated)
    {
        await using var service = await Service.StartAsync(Large with { Messages = 2 });
        var (client, files) = await ListAsync(service, o => o with { Framing = (FrameKind)kind, IsObfuscated = isObfuscated });

        await DownloadAllAsync(service, client, files);
    }

    [Fact]
    public async Task Read_OnlyIpv6LeadsThere_HasTheRightHash()
    {
        await using var service = await Service.StartAsync(Large with { Messages = 2, DataCentre = 2 });
        await using var ipv6 = new Ipv6Relay(service.Telegram.EndPoints[2]);
        // Nothing listens at the first address.
        var (client, files) = await ListAsync(service, o => o with { Addresses = new Dictionary<int, DcAddress[]> { [2] = [new("127.0.0.1", 1), new("::1", ipv6.Port)] } });

        await DownloadAllAsync(service, client, files);

        Assert.NotEqual(0, ipv6.Connections);
    }

    [Fact]
    public async Task Read_TheDataCentreHasASecret_ObfuscationIsKeyedWithIt()
    {
        await using var service = await Service.StartAsync(Large with { Messages = 2, DataCentre = 2 });
        // A proxy's way in takes nothing else, and passes on to the data centre that is named.
        var way = new DcAddress($"{service.Telegram.MtProxy.Address}", service.Telegram.MtProxy.Port) { Secret = Convert.FromHexString("00112233445566778899aabbccddeeff") };
        var (client, files) = await ListAsync(service, o => o with { Addresses = new Dictionary<int, DcAddress[]> { [2] = [way] }, IsObfuscated = false });

        await DownloadAllAsync(service, client, files);
    }

    [Fact]
    public async Task Connect_AnAddressDidNotAnswer_IsTheLastToBeAskedAgain()
    {
        await using var service = await Service.StartAsync();
        // Bound and not listened at: nobody answers, and nobody else gets the port.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var dialer = new Dialer(TimeProvider.System);
        DcAddress[] addresses =
        [
            new("127.0.0.1", ((IPEndPoint)socket.LocalEndPoint!).Port),
            new($"{service.Telegram.EndPoints[2].Address}", service.Telegram.EndPoints[2].Port),
        ];
        await using (await dialer.ConnectAsync(2, addresses, Pool.Patience)) { }
        // Whoever listens there now is not asked while another answers.
        socket.Listen();

        await using (await dialer.ConnectAsync(2, addresses, Pool.Patience)) { }

        Assert.False(socket.Poll(TimeSpan.Zero, SelectMode.SelectRead));
    }

    [Theory]
    [InlineData("socks5"), InlineData("http"), InlineData("mtproxy"), InlineData("fake_tls")]
    public async Task Read_ThroughEveryProxy_HasTheRightHash(string proxy)
    {
        await using var service = await Service.StartAsync(Large with { Messages = 2 });
        var address = proxy switch
        {
            "socks5" => $"socks5://{service.Telegram.Socks5}",
            "http" => $"http://{service.Telegram.HttpProxy}",
            "fake_tls" => $"mtproxy://ee00112233445566778899aabbccddeeff7777772e6578616d706c652e6f7267@{service.Telegram.MtProxy}",
            _ => $"mtproxy://dd00112233445566778899aabbccddeeff@{service.Telegram.MtProxy}",
        };
        var (client, files) = await ListAsync(service, o => o with { Proxy = ProxySettings.Parse(address) });

        await DownloadAllAsync(service, client, files);
    }

    [Theory]
    [InlineData("ee00112233445566778899aabbccddeefe7777772e6578616d706c652e6f7267", 0)] // another secret
    [InlineData("ee00112233445566778899aabbccddeeff7777772e6578616d706c652e636f6d", 0)] // another name
    [InlineData("ee00112233445566778899aabbccddeeff7777772e6578616d706c652e6f7267", 700)] // a clock that is wrong
    public async Task Connect_TheFakeTlsProxyDoesNotKnowUs_SaysSo(string secret, int secondsAside)
    {
        await using var service = await Service.StartAsync();
        var dialer = new Dialer(new ManualTime(DateTimeOffset.UtcNow.AddSeconds(secondsAside)), ProxySettings.Parse($"mtproxy://{secret}@{service.Telegram.MtProxy}"));

        var error = await Assert.ThrowsAsync<ConnectionLostException>(() => dialer.ConnectAsync(2, [new("127.0.0.1", 1)], Pool.Patience));

        Assert.Contains("closed the connection", error.Message, StringComparison.Ordinal);
        Assert.Contains(service.Telegram.Notes, note => note.StartsWith("mtproxy: the hello", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 10), InlineData(1, 1), InlineData(1023, 2), InlineData(4096, 70_000), InlineData(1_048_575, 1), InlineData(1_048_577, 500_000), InlineData(3_000_001, 48_575), InlineData(5_300_000, 1), InlineData(5_299_000, 5_000)]
    public async Task Read_FromAnyOffset_GivesExactlyThoseBytes(long offset, int length)
    {
        await using var service = await Service.StartAsync(Large with { Messages = 2 });
        var (client, files) = await ListAsync(service);
        var (id, file) = files.Single();
        var expected = new byte[(int)Math.Min(length, file.Size - offset)];
        service.Telegram.World.Files.Of(service.Chat, id)!.Read("", offset, expected);
        var into = new byte[length];

        var read = await new FileDownloader(client).ReadAsync(file, offset, into, default);

        Assert.Equal(expected, into[..read]);
        Assert.Equal(0, await new FileDownloader(client).ReadAsync(file, file.Size, into, default));
    }

    [Theory]
    [InlineData("FLOOD_WAIT_1", false), InlineData("FLOOD_PREMIUM_WAIT_1", true)]
    public async Task Read_ToldToWait_WaitsReportsAndFailsNothing(string error, bool isPremium)
    {
        await using var service = await Service.StartAsync(Large);
        var (client, files) = await ListAsync(service);
        service.Telegram.Faults.Add(new FaultRule { On = "upload.getFile", Error = error, Skip = 2, Times = 3 });

        await DownloadAllAsync(service, client, files);

        Assert.NotEmpty(service.Waits);
        Assert.All(service.Waits, w => Assert.Equal((TimeSpan.FromSeconds(1), isPremium), (w.Wait, w.IsPremium)));
    }

    public static TheoryData<string> Survivable => ["migrate", "reset before", "reset after", "silent drop", "short", "empty", "temporary error", "gzip", "reorder", "container", "salts", "skew", "unauthorised", "forgotten keys"];

    [Theory]
    [MemberData(nameof(Survivable))]
    public async Task Read_WhateverGoesWrongOnTheWay_HasTheRightHash(string fault)
    {
        await using var service = await Service.StartAsync(Large with { DataCentre = fault is "forgotten keys" or "unauthorised" ? 3 : 2 });
        var (client, files) = await ListAsync(service);
        var faults = service.Telegram.Faults;
        switch (fault)
        {
            case "migrate": foreach (var (_, file) in files) file.Dc = file.Dc % 4 + 1; break;
            case "reset before": faults.Add(new FaultRule { On = "upload.getFile", Skip = 1, Times = 2, Every = 3, Disconnect = Disconnection.BeforeWork }); break;
            case "reset after": faults.Add(new FaultRule { On = "upload.getFile", Skip = 1, Times = 2, Every = 3, Disconnect = Disconnection.BeforeAnswer }); break;
            case "silent drop": service.Telegram.Disconnect(); break;
            case "short": faults.Add(new FaultRule { On = "upload.getFile", Times = 2, CutBytes = 5000 }); break;
            case "empty": faults.Add(new FaultRule { On = "upload.getFile", Times = 2, CutBytes = int.MaxValue }); break;
            case "temporary error": faults.Add(new FaultRule { On = "upload.getFile", Times = 1, Error = "RPC_CALL_FAIL", ErrorCode = 500 }); break;
            case "gzip": faults.GzipAnswers = true; break;
            case "reorder": faults.Add(new FaultRule { On = "upload.getFile", Times = 1, Reorder = true }); break;
            case "container": faults.Add(new FaultRule { On = "upload.getFile", Container = true }); break;
            case "salts": service.Telegram.RotateSalts(); break;
            case "skew": faults.ClockSkewSeconds = 1000; service.Telegram.Disconnect(); break;
            case "unauthorised": faults.Add(new FaultRule { On = "upload.getFile", Times = 1, Error = "AUTH_KEY_UNREGISTERED" }); break;
            case "forgotten keys":
                await DownloadAllAsync(service, client, files[..1]);
                faults.Add(new FaultRule { On = "upload.getFile", Times = 1, TransportError = -404 });
                break;
        }

        await DownloadAllAsync(service, client, files);
    }

    [Fact]
    public async Task Read_ReferencesExpired_RefreshesOncePerFile()
    {
        await using var service = await Service.StartAsync(Large);
        var (client, files) = await ListAsync(service);
        var before = service.Telegram.CallsOf("channels.getMessages");
        service.Telegram.World.ExpireReferences();

        await DownloadAllAsync(service, client, files);

        Assert.Equal(files.Count, service.Telegram.CallsOf("channels.getMessages") - before);
    }

    [Fact]
    public async Task Read_AlwaysShort_FailsSayingWhere()
    {
        await using var service = await Service.StartAsync(Large with { Messages = 2 });
        var (client, files) = await ListAsync(service);
        service.Telegram.Faults.Add(new FaultRule { On = "upload.getFile", CutBytes = 1 });

        var error = await Assert.ThrowsAsync<ShortPartException>(() => Service.ReadAllAsync(new FileDownloader(client), files[0].File));

        Assert.Contains("bytes where", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(false, true)]
    public async Task Read_FromACdn_IsDecryptedAndChecked(bool forgets, bool corrupts)
    {
        await using var service = await Service.StartAsync(Large, hasCdn: true);
        (service.Telegram.Faults.CdnFromBytes, service.Telegram.Faults.CdnForgets, service.Telegram.Faults.CdnCorrupts) = (1, forgets, corrupts);
        var (client, files) = await ListAsync(service);

        await DownloadAllAsync(service, client, files);

        Assert.NotEqual(0, service.Telegram.CallsOf("upload.getCdnFile"));
        Assert.Equal(corrupts, files.All(f => f.File.AvoidsCdn));
        Assert.Equal(forgets, service.Telegram.CallsOf("upload.reuploadCdnFile") > 0);
    }

    [Fact]
    public async Task Read_FromACdnInTheMiddle_GivesThoseBytes()
    {
        await using var service = await Service.StartAsync(Large with { Messages = 2 }, hasCdn: true);
        service.Telegram.Faults.CdnFromBytes = 1;
        var (client, files) = await ListAsync(service);
        byte[] expected = new byte[1000], into = new byte[1000];
        service.Telegram.World.Files.Of(service.Chat, files[0].MessageId)!.Read("", 1_500_001, expected);

        Assert.Equal(1000, await new FileDownloader(client).ReadAsync(files[0].File, 1_500_001, into, default));

        Assert.Equal(expected, into);
    }

    [Fact]
    public async Task Read_WithVerification_AcceptsTheTruthAndNamesALie()
    {
        await using var service = await Service.StartAsync(Large);
        var (client, files) = await ListAsync(service);
        await DownloadAllAsync(service, client, files[..1], verifies: true);
        Assert.NotEqual(0, service.Telegram.CallsOf("upload.getFileHashes"));

        service.Telegram.Faults.WrongFileHashes = true;

        var error = await Assert.ThrowsAsync<SecurityCheckException>(() => Service.ReadAllAsync(new FileDownloader(client, verifiesHashes: true), files[1].File));
        Assert.Equal(SecurityCheck.FileHash, error.Check);
    }

    [Fact]
    public async Task Read_Cancelled_EndsSoonAndTheNextWorks()
    {
        await using var service = await Service.StartAsync(Large with { Messages = 2 });
        var (client, files) = await ListAsync(service);
        var downloader = new FileDownloader(client);
        service.Telegram.Faults.Add(new FaultRule { On = "upload.getFile", Times = 1, Silent = true });
        using var cancel = new CancellationTokenSource();
        var read = downloader.ReadAsync(files[0].File, 0, new byte[PartRange.Largest], cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        service.Telegram.Faults.Clear();
        await DownloadAllAsync(service, client, files);
    }
}
