using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>Whole runs into a real S3 server, and out of one.</summary>
public sealed class BucketTests : IDisposable
{
    private const int Kills = 6;

    private readonly TempFolder _folder = new();

    [GatewayFact]
    public async Task Run_KilledAgainAndAgainWhileUploading_EndsWithEveryObjectWholeAndNoUploadLeft()
    {
        await using var server = await PatternServer.StartAsync(TimeSpan.FromMilliseconds(5));
        var bucket = await (await RadosGateway.GetAsync()).MakeBucketAsync();
        var files = Enumerable.Range(1, 20).Select(static number => ((long)number, number % 5 == 0 ? 23L << 20 : 20_000L)).ToList();
        var pipeline = Write("list.txt", [.. files.Select(file => $"{server.Url}/{Workbench.NameOf(file)}")], "{ use: http, with: { list: list.txt } }", await SinkAsync(bucket));
        var total = files.Sum(static file => file.Item2);

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var tgp = Tgp.Start(static (_, _) => { }, "run", pipeline, "--quiet");
            var next = server.Sent + (total / (Kills + 2));
            await Task.WhenAny(server.WhenSentAsync(next), tgp.EndAsync());
            tgp.Kill();
            await tgp.EndAsync();
            Assert.All(await NamedAsync(bucket), stored => Assert.Contains(files, file => Workbench.NameOf(file) == stored.Name && file.Item2 == stored.Length));
        }

        var (exitCode, output, errors) = await Tgp.RunAsync("run", pipeline, "--quiet");

        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(files.Select(Workbench.NameOf).Order(StringComparer.Ordinal), (await NamedAsync(bucket)).Select(static stored => stored.Name).Order(StringComparer.Ordinal));
        foreach (var file in files)
            Assert.True(PatternServer.IsWhole(_folder.Write("one.bin", await bucket.ReadAsync("in/" + Workbench.NameOf(file))), file.Item1, file.Item2), Workbench.NameOf(file));
        Assert.Empty(await bucket.UploadsAsync());
        Assert.True(server.Sent < 2 * total, $"{server.Sent} bytes were sent for {total}");
    }

    [GatewayFact]
    [Trait("Tool", "Published")]
    public async Task Run_FromABucketToADisk_BringsEveryObject()
    {
        var gateway = await RadosGateway.GetAsync();
        var bucket = await gateway.MakeBucketAsync();
        for (var number = 0; number < 5; number++)
            await bucket.WriteAsync($"a/{number}.bin", Some.Bytes(100_000, number));
        var source = $$"""{ use: s3, with: { bucket: {{bucket.Name}}, endpoint: "{{gateway.Url}}", access_key: test, secret_key: testtest, prefix: a/ } }""";
        var pipeline = Write("unused.txt", [], source, "{ use: filesystem, with: { root: out } }");

        var (exitCode, output, errors) = await Tgp.RunAsync("run", pipeline, "--quiet");

        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(await bucket.ReadAllAsync(), _folder.Read("out").ToDictionary(static pair => "a/" + pair.Key, static pair => pair.Value));
    }

    [GatewayFact]
    public async Task Run_FromABucketToAnotherOfTheSameServerAndADisk_CopiesThereAndReadsOnceForTheDisk()
    {
        var gateway = await RadosGateway.GetAsync();
        var (from, to) = (await gateway.MakeBucketAsync(), await gateway.MakeBucketAsync());
        await using var front = await Front.BeforeAsync(gateway);
        for (var number = 0; number < 6; number++)
            await from.WriteAsync($"a/{number}.bin", Some.Bytes(100_000, number));
        var server = $$"""endpoint: "{{front.Url}}", access_key: test, secret_key: testtest""";
        var pipeline = Write("unused.txt", [], $$"""{ use: s3, with: { bucket: {{from.Name}}, {{server}}, prefix: a/ } }""",
            $$"""{ use: s3, with: { bucket: {{to.Name}}, {{server}}, metadata: { was: '{item.Key}' }, tags: { half: "{(item.Id.CompareTo(\"a/3\") < 0 ? \"first\" : \"second\")}" } } }, { use: filesystem, when: 'item.Name != "5.bin"', with: { root: out } }""");

        var planned = await Tgp.RunAsync("plan", pipeline, "--explain", "a/4.bin");
        var (exitCode, output, errors) = await Tgp.RunAsync("run", pipeline, "--quiet");
        var again = await Tgp.RunAsync("run", pipeline, "--quiet");

        Assert.True(exitCode == 0 && again.ExitCode == 0, output + errors + again.Output + again.Errors);
        Assert.Contains("sinks[0].with.metadata.was: a/4.bin", planned.Output, StringComparison.Ordinal);
        Assert.Contains("sinks[0].with.tags.half: second", planned.Output, StringComparison.Ordinal);
        Assert.Equal(await from.ReadAllAsync(), (await to.ReadAllAsync()).ToDictionary(static pair => "a/" + pair.Key, static pair => pair.Value));
        Assert.Equal("a/4.bin", (await to.HeadAsync("4.bin")).Metadata["was"]);
        Assert.Equal(5, _folder.Read("out").Count);
        // One of them is the sink's, which looks what the server does by a few bytes of its own.
        Assert.Equal(5 + 1, front.Count(Operation.Read));
        var verified = await Tgp.RunAsync("verify", pipeline);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
    }

    [GatewayFact]
    public async Task Chaos_IntoABucket_ProvesThatNothingIsMissingHalfOrTwice()
    {
        var bucket = await (await RadosGateway.GetAsync()).MakeBucketAsync();
        for (var number = 1; number <= 30; number++)
            _folder.Write($"files/{number}.bin", Some.Bytes(number % 10 == 0 ? 12 << 20 : 20_000, number));
        var pipeline = Write("unused.txt", [], "{ use: filesystem, with: { root: files } }", await SinkAsync(bucket));

        var (exitCode, output, errors) = await Tgp.RunAsync("chaos", pipeline, "--kills", "3", "--seed", "7");

        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(30, (await NamedAsync(bucket)).Count());
        Assert.Empty(await bucket.UploadsAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> SinkAsync(TestBucket bucket)
        => $$"""{ use: s3, with: { bucket: {{bucket.Name}}, endpoint: "{{(await RadosGateway.GetAsync()).Url}}", access_key: test, secret_key: testtest, prefix: in, part_size: 5MiB } }""";

    // The bytes sent so far may be ahead of what is safe: what a probe of the server leaves for a moment is none of the items.
    private static async Task<IEnumerable<(string Name, long Length)>> NamedAsync(TestBucket bucket)
        => (await bucket.ObjectsAsync()).Select(static stored => (Name: stored.Key["in/".Length..], Length: stored.Size ?? 0)).Where(static stored => !stored.Name.StartsWith(".tgp-probe-", StringComparison.Ordinal));

    private string Write(string list, string[] lines, string source, string sink)
    {
        _folder.Write(list, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return _folder.Write("pipeline.yaml", System.Text.Encoding.UTF8.GetBytes($"name: buckets\nsource: {source}\nsinks: [{sink}]\n"));
    }
}
