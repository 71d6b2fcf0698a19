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
    public async Task Run_AnAccountIsFloodedForTenMinutesOneSignedOutAndOneAStranger_LosesNothingFetchesNothingTwiceAndExplainsTheWaits()
    {
        var alone = await RunAsync("alone", ["main"], "");
        var pool = await RunAsync("pool", ["main", "flooded", "signed_out", "stranger"], """
            rules:
              - { on: upload.getFile, account: "491700000002", skip: 2, error: FLOOD_WAIT_600 }
              - { on: upload.getFile, account: "491700000003", skip: 2, error: SESSION_REVOKED, error_code: 401 }
            """);

        Assert.Equal(alone.Files, pool.Files);
        Assert.Equal(239, pool.Committed.Count);
        Assert.Equal(pool.Committed.Count, pool.Committed.Distinct().Count());
        Assert.Equal(alone.BytesFetched, pool.BytesFetched);
        Assert.Equal(30, pool.Albums.Count);
        Assert.DoesNotContain(pool.Claims, claim => claim.Lane == "stranger");
        Assert.Contains(pool.Lines, line => line.Contains("FLOOD_WAIT_600", StringComparison.Ordinal));

        var (_, status, errors) = await Tgp.RunAsync("status", Path.Combine(_folder.Root, "pool", "pool.yaml"));
        var lanes = status.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).ToDictionary(line => line.Trim().Split(' ')[0]);
        Assert.Equal(["flooded", "main", "signed_out", "stranger"], lanes.Keys.Order(StringComparer.Ordinal));
        Assert.Matches(@"MiB fetched .* 0 items, 0 B to come .*no premium", lanes["main"]);
        Assert.Matches(@"waits \d+ m \d\d s, until .*\d\d:\d\d:\d\d: .*FLOOD_WAIT_600", lanes["flooded"]);
        Assert.Matches("closed: .*not signed in any more", lanes["signed_out"]);
        Assert.Matches("closed: cannot see .*not a member", lanes["stranger"]);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Run_AnAccountBecomesFiftyTimesSlower_TheOthersTakeWhatItWouldHaveFetched()
    {
        // A quarter of the items would take it two minutes, however slow this machine is.
        var pool = await RunAsync("pool", ["main", "second", "third"], """
            faults: { account_bytes_per_second: 1000000 }
            rules:
              - { on: upload.getFile, account: "491700000002", skip: 3, times: 1, account_bytes_per_second: 20000 }
            """);

        Assert.Equal(239, pool.Committed.Count);
        var laneOf = pool.Claims.ToDictionary(claim => claim.Item, claim => claim.Lane);
        Assert.All(pool.Albums, album => Assert.Single(album.Select(item => laneOf[item]).Distinct()));
        Assert.InRange(laneOf.Count(one => one.Value == "second"), 1, 239 / 4);
    }

    [Fact]
    public async Task Run_AccountsSeeDifferentChats_EachFetchesFromItsOwn()
    {
        var pool = await RunAsync("pool", ["main", "second", "third", "stranger"], """
              - { title: Other, invite: other, messages: 60, media: [photo], minimum_file_bytes: 20000, maximum_file_bytes: 60000, members: ["491700000003", "491700000004"] }
            """, more: "https://t.me/+other");

        Assert.Equal(239 + 59, pool.Committed.Count);
        Assert.Equal(pool.Claims.Count, pool.Claims.Distinct().Count());
        var chatOf = pool.Lanes("Other");
        Assert.Subset(new HashSet<string> { "third", "stranger" }, chatOf);
        Assert.Subset(new HashSet<string> { "main", "second", "third" }, pool.Lanes("Club"));
        Assert.Contains("stranger", chatOf);
    }

    [Fact]
    public async Task Run_OrderedGroups_DeliversEachAlbumInItsOrderUnderNamesWithIndexAndCaption()
    {
        var pool = await RunAsync("pool", ["main", "second"], "", engine: "ordered_groups: true");

        Assert.Equal(30, pool.Albums.Count);
        Assert.All(pool.Albums, album =>
        {
            var names = album.Select(item => pool.NameOf[item].Split('/')[^1]).ToList();
            Assert.Equal(Enumerable.Range(1, names.Count), names.Select(name => int.Parse(name.Split('_')[0], System.Globalization.CultureInfo.InvariantCulture)));
            // Every member bears the caption of its album; the sandbox gives the first one none.
            Assert.Single(names.Select(name => name.Split('_')[1]).Distinct());
            Assert.All(names, name => Assert.Matches(@"^\d_(Caption \d+)?_\d+\.(jpg|mp4)$", name));
        });
        Assert.InRange(pool.Albums.Count(album => pool.NameOf[album[0]].Contains("_Caption ", StringComparison.Ordinal)), 29, 30);
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

    private async Task<Outcome> RunAsync(string name, string[] accounts, string scenarioMore, string? more = null, string engine = "stay_with_lane: 300ms")
    {
        var scenario = string.Concat(Enumerable.Range(1, 4).Select(number => $$"""  - { phone: "49170000000{{number}}" }{{'\n'}}"""));
        _folder.Write($"{name}/telegram.sandbox.yaml", System.Text.Encoding.UTF8.GetBytes($"accounts:\n{scenario}{Chat}{scenarioMore}\n"));
        var pipeline = _folder.Write($"{name}/pool.yaml", System.Text.Encoding.UTF8.GetBytes($$$"""
            name: pool
            source:
              use: telegram
              with:
                accounts: [{{{string.Join(", ", accounts)}}}]
                chats: ["https://t.me/+club"{{{(more is null ? "" : $", \"{more}\"")}}}]
                server: { address: "${SANDBOX_TELEGRAM}", key: "${SANDBOX_TELEGRAM_KEY}", phones: "${SANDBOX_TELEGRAM_PHONES}", code: "${SANDBOX_TELEGRAM_CODE}" }
            path: "{item.Chat}/{item.AlbumId}/{item.AlbumIndex}_{item.Caption}_{item.MessageId}{item.Extension}"
            sinks: [{ use: filesystem, with: { root: downloads } }]
            retry: { backoff: 10ms..50ms }
            engine: { {{{engine}}} }
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

        public Dictionary<string, string> NameOf { get; } = [];

        public long BytesFetched { get; private set; }

        public HashSet<string> Lanes(string chat) => [.. Claims.Where(claim => NameOf[claim.Item].StartsWith($"{chat}/", StringComparison.Ordinal)).Select(claim => claim.Lane)];

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
                    case "run_ended":
                        outcome.BytesFetched = happened.GetProperty("bytes_fetched").GetInt64();
                        break;
                    case "item_committed":
                        outcome.Committed.Add(Text(happened, "item"));
                        outcome.NameOf[Text(happened, "item")] = Text(happened, "committed_as");
                        if (Text(happened, "committed_as").Split('/') is [_, var album, _]) (albums.TryGetValue(album, out var items) ? items : albums[album] = []).Add(Text(happened, "item"));
                        break;
                }
            }
            outcome.Albums.AddRange(albums.Values);
            return outcome;
        }

        private static string Text(JsonElement happened, string name) => happened.GetProperty(name).GetString()!;
    }
}
