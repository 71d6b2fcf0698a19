using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Source.Options;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Source;

/// <summary>Which bytes of a message are fetched: sizes of photos, qualities of videos, thumbnails, what a link shows.</summary>
public class DownloadKindsTests
{
    private static readonly ChatOptions Channel = new() { Title = "News", Username = "news", Messages = 4, MinimumFileBytes = 60_000, MaximumFileBytes = 90_000, DataCentre = 2 };

    private static string Sum(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static async Task<List<Item>> ItemsAsync(TelegramSource source) => [.. (await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience)).SelectMany(group => group.Items)];

    [Theory]
    [InlineData(null, 720), InlineData(1080, 720), InlineData(720, 720), InlineData(480, 360), InlineData(144, 360)]
    public async Task Open_VideoInSeveralQualities_FetchesTheBestUpToTheHeight(int? height, int expected)
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Media = [MediaKind.Video] });
        await using var source = await Pool.ConnectAsync(pool.Options("@news") with { VideoHeight = height });

        var item = (await ItemsAsync(source))[0];
        var content = await Pool.ReadAsync(source, item);

        var sent = pool.Telegram.World.Files.Of(pool.Telegram.World.FindChat("news")!, (int)item["message_id"].Integer!)!;
        var fetched = pool.Telegram.World.Files.Find(long.Parse(item["file_id"].Text!, System.Globalization.CultureInfo.InvariantCulture))!;
        Assert.Equal((expected, sent.Name, content.LongLength, ItemKind.Video), (item["height"].Integer!.Value, item.Name, item.Size!.Value, item.Kind));
        Assert.Equal(expected == 720, fetched == sent);
        Assert.Equal(Convert.ToHexString(fetched.Sha256()), Sum(content));
    }

    [Theory]
    [InlineData(MediaKind.Document, "report-2.thumbnail.jpg"), InlineData(MediaKind.Video, "video 2.thumbnail.jpg")]
    public async Task Open_ThumbnailsWanted_AreItemsBesideTheirFiles(MediaKind kind, string name)
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Media = [kind] });
        await using var source = await Pool.ConnectAsync(pool.Options("@news") with { Thumbnails = true, VideoHeight = 480 });

        var items = await ItemsAsync(source);
        var (main, thumbnail) = (items.First(item => item["message_id"].Integer == 2), items.Where(item => item["message_id"].Integer == 2).ElementAt(1));
        pool.Telegram.World.ExpireReferences();

        var file = pool.Telegram.World.Files.Of(pool.Telegram.World.FindChat("news")!, 2)!;
        Assert.Equal((main.Id + "/thumbnail", name, ItemKind.Photo, "thumbnail", "image/jpeg"), (thumbnail.Id, thumbnail.Name, thumbnail.Kind, thumbnail["media"].Text, thumbnail["mime_type"].Text));
        Assert.Equal(file.Length("m"), thumbnail.Size);
        Assert.Equal(Convert.ToHexString(file.Sha256("m")), Sum(await Pool.ReadAsync(source, thumbnail)));
    }

    [Fact]
    public async Task Discover_ThumbnailsOfAnAlbum_StayInItsGroup()
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Media = [MediaKind.Video], Messages = 8, AlbumEvery = 3, AlbumSize = 2 });
        await using var source = await Pool.ConnectAsync(pool.Options("@news") with { Thumbnails = true });

        var album = (await source.DiscoverAsync(null, Pool.Patience).ToListAsync(Pool.Patience)).First(group => group.Items.Count == 4);

        Assert.Equal(["video", "thumbnail", "video", "thumbnail"], album.Items.Select(item => item["media"].Text));
    }

    [Fact]
    public async Task Discover_ThumbnailsWantedLater_AreFoundForWhatIsKnown()
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Media = [MediaKind.Document] });
        var cursor = (await Pool.DiscoverAsync(pool.Options("@news"))).Last(group => group.Cursor is not null).Cursor;

        Assert.Empty(await Pool.DiscoverAsync(pool.Options("@news"), cursor));
        Assert.Contains(await Pool.DiscoverAsync(pool.Options("@news") with { Thumbnails = true }, cursor), group => group.Items.Count == 2);
    }

    [Theory]
    [InlineData(MediaKind.Photo, "photo"), InlineData(MediaKind.WebPage, "web_page")]
    public async Task Open_APhoto_IsItsLargestSizeWholeThoughProgressive(MediaKind kind, string media)
    {
        await using var pool = await Pool.StartAsync(1, Channel with { Media = [kind] });
        await using var source = await Pool.ConnectAsync(pool.Options("@news"));

        var item = (await ItemsAsync(source))[0];

        Assert.Equal((media, 1280L, 960L), (item["media"].Text, item["width"].Integer!.Value, item["height"].Integer!.Value));
        pool.AssertHash(pool.Telegram.World.FindChat("news")!, item, await Pool.ReadAsync(source, item));
    }
}
