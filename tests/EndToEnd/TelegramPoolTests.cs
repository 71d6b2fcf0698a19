using System.Text.Json;
using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>One chat over several accounts of the emulated Telegram, some of which are of no use.</summary>
public sealed class TelegramPoolTests : IDisposable
{
    private const string Chat = """
        chats:
          - { title: Club, invite: club, messages: 240, media: [photo, video], album_every: 8, album_size: 4, minimum_file_bytes: 20000, maximum_file_bytes: 60000, members: ["491700000001", "491700000002", "491700000003"] }

        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AnAccountIsFloodedOneSignedOutAndOneAStranger_LosesNothingFetchesNothingTwiceAndKeepsAlbumsWhole()
    {
        var alone = await RunAsync("alone", ["main"], "");
        var pool = await RunAsync("pool", ["main", "flooded", "signed_out", "stranger"], """
            rules:
              - { on: upload.getFile, account: "491700000002", skip: 15, error: FLOOD_WAIT_3600 }
              - { on: upload.getFile, account: "491700000003", skip: 20, error: SESSION_REVOKED, error_code: 401 }
            """);

        Assert.Equal(alone.Files, pool.Files);
        Assert.Equal(239, pool.Committed.Count);
        Assert.Equal(pool.Committed.Count, pool.Committed.Distinct().Count());
        Assert.DoesNotContain(pool.Claims, claim => claim.Lane == "stranger");
        Assert.Contains(pool.Lines, line => line.Contains("FLOOD_WAIT_3600", StringComparison.Ordinal));
        Assert.Contains(pool.Lines, line => line.Contains("SESSION_REVOKED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ThreeAccountsWithTheSameLimit_AllTakePartAndNeverShareAnAlbum()
    {
        var pool = await RunAsync("pool", ["main", "second", "third"], "faults: { account_bytes_per_second: 3000000 }");

        Assert.Equal(239, pool.Committed.Count);
        Assert.Equal(["main", "second", "third"], pool.Claims.Select(claim => claim.Lane).Distinct().Order(StringComparer.Ordinal));
        var laneOf = pool.Claims.ToDictionary(claim => claim.Item, claim => claim.Lane);
        Assert.Equal(30, pool.Albums.Count);
        Assert.All(pool.Albums, album => Assert.Single(album.Select(item => laneOf[item]).Distinct()));
    }

    private async Task<Outcome> RunAsync(string name, string[] accounts, string more)
    {
        var scenario = string.Concat(Enumerable.Range(1, 4).Select(number => $$"""  - { phone: "49170000000{{number}}" }{{'\n'}}"""));
        _folder.Write($"{name}/telegram.sandbox.yaml", System.Text.Encoding.UTF8.GetBytes($"accounts:\n{scenario}{Chat}{more}\n"));
        var pipeline = _folder.Write($"{name}/pool.yaml", System.Text.Encoding.UTF8.GetBytes($$$"""
            name: pool
            source:
              use: telegram
              with:
                accounts: [{{{string.Join(", ", accounts)}}}]
                chats: ["https://t.me/+club"]
                server: { address: "${SANDBOX_TELEGRAM}", key: "${SANDBOX_TELEGRAM_KEY}", phones: "${SANDBOX_TELEGRAM_PHONES}", code: "${SANDBOX_TELEGRAM_CODE}" }
            path: "{item.AlbumId}/{item.MessageId}_{item.AlbumIndex}{item.Extension}"
            sinks: [{ use: filesystem, with: { root: downloads } }]
            retry: { backoff: 10ms..50ms }
            """));
        var (exitCode, output, errors) = await Tgp.RunAsync("run", pipeline, "--sandbox", "--json");
        Assert.True(exitCode == 0, output + errors);
        return Outcome.Of(output, _folder.Read($"{name}/downloads"));
    }

    private sealed record Outcome(IReadOnlyList<string> Lines, SortedDictionary<string, string> Files)
    {
        public List<(string Item, string Lane)> Claims { get; } = [];

        public List<string> Committed { get; } = [];

        public List<List<string>> Albums { get; } = [];

        public static Outcome Of(string output, IReadOnlyDictionary<string, byte[]> files)
        {
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var sums = files.ToDictionary(file => file.Key, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.Value)));
            var outcome = new Outcome(lines, new(sums, StringComparer.Ordinal));
            var albums = new Dictionary<string, List<string>>();
            foreach (var line in lines)
            {
                using var document = JsonDocument.Parse(line);
                var happened = document.RootElement;
                switch (happened.GetProperty("event").GetString())
                {
                    case "item_claimed":
                        outcome.Claims.Add((Text(happened, "item"), Text(happened, "lane")));
                        break;
                    case "item_committed":
                        outcome.Committed.Add(Text(happened, "item"));
                        if (Text(happened, "committed_as").Split('/') is [var album, _]) (albums.TryGetValue(album, out var items) ? items : albums[album] = []).Add(Text(happened, "item"));
                        break;
                }
            }
            outcome.Albums.AddRange(albums.Values);
            return outcome;
        }

        private static string Text(JsonElement happened, string name) => happened.GetProperty(name).GetString()!;
    }
}
