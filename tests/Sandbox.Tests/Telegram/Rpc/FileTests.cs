using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Sandbox.Tests.Telegram.Client;

namespace TgPlatform.Sandbox.Tests.Telegram.Rpc;

public class FileTests : EmulatorTest
{
    private readonly EmulatedChat _chat;

    public FileTests() => _chat = Telegram.World.AddChat(new ChatOptions
    {
        Username = "files",
        Messages = 10,
        Media = [MediaKind.Document, MediaKind.Photo],
        MinimumFileBytes = 300_000,
        MaximumFileBytes = 300_100,
        DataCentre = 2,
    });

    [Theory]
    [InlineData(4, "")]
    [InlineData(4, "m")]
    [InlineData(5, "y")]
    [InlineData(5, "x")]
    public async Task GetFile_AllParts_HaveTheHashOfTheFile(int id, string size)
    {
        using var client = await LogInAsync();
        var location = Calls.Location(await MessageAsync(client, id), size);
        var content = new List<byte>();

        while (true)
        {
            var part = (await client.CallAsync(Calls.Part(location, content.Count))).Bytes("bytes");
            content.AddRange(part);
            if (part.Length < 65536) break;
        }

        var file = Telegram.World.Files.Of(_chat, id)!;
        Assert.Equal(file.Length(size), content.Count);
        Assert.Equal(file.Sha256(size), SHA256.HashData([.. content]));
    }

    [Theory]
    [InlineData(100, 4096, false, "OFFSET_INVALID")]
    [InlineData(0, 5000, false, "LIMIT_INVALID")]
    [InlineData(0, 12288, false, "LIMIT_INVALID")]
    [InlineData(0, 2_097_152, false, "LIMIT_INVALID")]
    [InlineData(1_044_480, 8192, false, "LIMIT_INVALID")]
    [InlineData(1024, 3072, true, "")]
    [InlineData(0, 1_048_576, false, "")]
    public async Task GetFile_PartsOutsideTheRules_AreRefused(long offset, int limit, bool precise, string error)
    {
        using var client = await LogInAsync();
        var location = Calls.Location(await MessageAsync(client, 4));

        Assert.Equal(error, (await client.CallAsync(Calls.Part(location, offset, limit, precise))).Text("error_message"));
    }

    [Fact]
    public async Task GetFile_LocationOfAnotherAccount_IsWorthNothing()
    {
        var other = Telegram.World.AddAccount(new AccountOptions { Phone = "4920" });
        using var client = await LogInAsync();
        using var stranger = await TestClient.LogInAsync(Telegram, other);
        var mine = Calls.Location(await MessageAsync(client, 4));
        var theirs = Calls.Location(await MessageAsync(stranger, 4, other));
        Assert.Equal(mine.Long("id"), theirs.Long("id"));
        Assert.NotEqual(mine.Long("access_hash"), theirs.Long("access_hash"));

        Assert.Equal("LOCATION_INVALID", (await stranger.CallAsync(Calls.Part(mine))).Text("error_message"));
        theirs["file_reference"] = mine.Bytes("file_reference");
        Assert.Equal("FILE_REFERENCE_INVALID", (await stranger.CallAsync(Calls.Part(theirs))).Text("error_message"));
    }

    [Fact]
    public async Task GetFile_ReferenceExpired_IsGoodAgainAfterARefresh()
    {
        using var client = await LogInAsync();
        var location = Calls.Location(await MessageAsync(client, 4));

        Telegram.World.ExpireReferences();
        Assert.Equal("FILE_REFERENCE_EXPIRED", (await client.CallAsync(Calls.Part(location))).Text("error_message"));

        Assert.Equal("upload.file", (await client.CallAsync(Calls.Part(Calls.Location(await MessageAsync(client, 4))))).Name);
    }

    [Fact]
    public async Task GetFile_RuleThatExpiresReferences_HitsTheRequestItself()
    {
        Telegram.Faults.Add(new FaultRule { On = "upload.getFile", Skip = 1, Times = 1, ExpireReferences = true });
        using var client = await LogInAsync();
        var part = Calls.Part(Calls.Location(await MessageAsync(client, 4)));

        Assert.Equal("upload.file", (await client.CallAsync(part)).Name);
        Assert.Equal("FILE_REFERENCE_EXPIRED", (await client.CallAsync(part)).Text("error_message"));
    }

    [Fact]
    public async Task GetFile_ReferencesWithALifetime_ExpireByTheClock()
    {
        Telegram.Faults.ReferenceLifetimeSeconds = 100;
        using var client = await LogInAsync();
        var location = Calls.Location(await MessageAsync(client, 4));

        Time.Advance(TimeSpan.FromSeconds(101));

        Assert.Equal("FILE_REFERENCE_EXPIRED", (await client.CallAsync(Calls.Part(location))).Text("error_message"));
    }

    [Fact]
    public async Task GetFile_ElsewhereAsked_SaysWhereTheFileIs()
    {
        var far = Telegram.World.AddChat(new ChatOptions { Username = "far", Messages = 3, Media = [MediaKind.Document], DataCentre = 4 });
        using var client = await LogInAsync();
        var page = await client.CallAsync(Calls.History(far, Account));

        var answer = await client.CallAsync(Calls.Part(Calls.Location(page.List<TlObject>("messages")[0])));

        Assert.Equal((303, "FILE_MIGRATE_4"), (answer.Int("error_code"), answer.Text("error_message")));
    }

    [Fact]
    public async Task GetFile_CutByARule_IsShortOrEmpty()
    {
        Telegram.Faults.Add(new FaultRule { On = "upload.getFile", CutBytes = 1000, Times = 1 });
        Telegram.Faults.Add(new FaultRule { On = "upload.getFile", CutBytes = int.MaxValue, Skip = 1 });
        using var client = await LogInAsync();
        var location = Calls.Location(await MessageAsync(client, 4));

        Assert.Equal(64536, (await client.CallAsync(Calls.Part(location))).Bytes("bytes").Length);
        Assert.Empty((await client.CallAsync(Calls.Part(location))).Bytes("bytes"));
    }

    [Fact]
    public async Task ReplaceFile_MessageAskedAgain_HasAnotherDocument()
    {
        using var client = await LogInAsync();
        var before = (await MessageAsync(client, 4)).Object("media").Object("document");

        _chat.ReplaceFile(4, 999);

        var after = (await MessageAsync(client, 4)).Object("media").Object("document");
        Assert.NotEqual(before.Long("id"), after.Long("id"));
        Assert.Equal(999, after.Long("size"));
    }

    [Fact]
    public async Task FileHashes_OfEveryWindow_MatchTheContentUnlessTheyLie()
    {
        using var client = await LogInAsync();
        var location = Calls.Location(await MessageAsync(client, 4));
        var ask = new TlObject("upload.getFileHashes") { ["location"] = location, ["offset"] = 0L };
        var file = Telegram.World.Files.Of(_chat, 4)!;

        var hashes = ((IReadOnlyList<object>)await client.AnyAsync(ask)).Cast<TlObject>().ToArray();
        Telegram.Faults.WrongFileHashes = true;
        var wrong = ((IReadOnlyList<object>)await client.AnyAsync(ask)).Cast<TlObject>().ToArray();

        Assert.Equal(file.Bytes, hashes.Sum(hash => (long)hash.Int("limit")));
        Assert.All(hashes, hash => Assert.Equal(file.Sha256("", hash.Long("offset"), hash.Int("limit")), hash.Bytes("hash")));
        Assert.All(wrong, hash => Assert.NotEqual(file.Sha256("", hash.Long("offset"), hash.Int("limit")), hash.Bytes("hash")));
    }

    private async Task<TlObject> MessageAsync(TestClient client, int id, Account? account = null)
    {
        var ask = new TlObject("channels.getMessages") { ["channel"] = Calls.Channel(_chat, account ?? Account), ["id"] = new[] { new TlObject("inputMessageID") { ["id"] = id } } };
        return (await client.CallAsync(ask)).List<TlObject>("messages")[0];
    }
}
