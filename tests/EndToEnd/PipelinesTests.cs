using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.EndToEnd;

/// <summary>Every example of <c>pipelines/</c> does what its first comment says.</summary>
public sealed partial class PipelinesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PipelinesTests()
    {
        foreach (var example in Examples())
            _folder.Write($"pipelines/{Path.GetFileName(example)}", File.ReadAllBytes(example));
    }

    [Fact]
    public void Examples_AreAllRunHere()
    {
        var run = string.Join('_', typeof(PipelinesTests).GetMethods().Select(static method => method.Name.Split('_')[0].ToLowerInvariant()));

        Assert.All(Examples(), example => Assert.Contains(Path.GetFileNameWithoutExtension(example).Replace("-", "", StringComparison.Ordinal), run, StringComparison.Ordinal));
    }

    [Fact]
    public void Examples_FirstComment_NamesTheCommandAndMakesEveryFileItNeeds() => Assert.All(Examples(), static example =>
    {
        var text = File.ReadAllText(example);
        Assert.Matches($@"(?m)^#   (\S+=\S+ )*tgp (run|test) pipelines/{Path.GetFileName(example)}", text);
        Assert.All(LocalFile().Matches(text).Select(static match => match.Groups["file"].Value), file => Assert.NotNull(CommandThatMakes(file, text)));
    });

    [Fact]
    [Trait("Tool", "Published")]
    public async Task Quickstart_OnTheSandbox_FillsTheFolderAndFetchesNothingTwice()
    {
        var (exitCode, output, errors) = await Tgp.RunAsync("run", At("quickstart.yaml"), "--sandbox");
        var files = _folder.Read("downloads/quickstart");

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("found 82 = done 79 + filtered 3 + skipped 0 + dead 0 + pending 0", output, StringComparison.Ordinal);
        Assert.Equal(79, files.Count);
        Assert.InRange(files.Sum(static file => file.Value.Length), 150_000_000, 170_000_000);

        var again = await Tgp.RunAsync("run", At("quickstart.yaml"), "--sandbox");
        Assert.True(again.ExitCode == 0, again.Output + again.Errors);
        Assert.Contains(" 0 B fetched", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TelegramQuickstart_OnTheSandbox_FillsTheFolderAndFetchesNothingTwice()
    {
        var (exitCode, output, errors) = await Tgp.RunAsync("run", At("telegram-quickstart.yaml"), "--sandbox");
        var files = _folder.Read("downloads/telegram-quickstart");

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("found 95 = done 95 + filtered 0 + skipped 0 + dead 0 + pending 0", output, StringComparison.Ordinal);
        Assert.Equal(95, files.Count);
        Assert.All(files, static file => Assert.InRange(file.Value.Length, 20_000, 200_000));

        var again = await Tgp.RunAsync("run", At("telegram-quickstart.yaml"), "--sandbox");
        Assert.True(again.ExitCode == 0, again.Output + again.Errors);
        Assert.Contains(" 0 B fetched", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("telegram-archive", 72, @"^2023-\d\d/(\d+_(photo|video).+|[^/]+ \([0-9a-f]{8}\)/[1-3]\.(jpg|mp4))$")]
    [InlineData("telegram-accounts", 95, @"^Sandbox news/\d+_.+$")]
    [InlineData("telegram-topics", 28, @"^(Releases|Pictures)/\d+_.+$")]
    [InlineData("telegram-comments", 168, @"^\d+( (Caption|Message) \d+)?/\d+_.+$")]
    public async Task TelegramArchiveTelegramAccountsTelegramTopicsTelegramComments_OnTheSandbox_FetchEverythingUnderItsName(string pipeline, int count, string names)
    {
        var (exitCode, output, errors) = await Tgp.RunAsync("run", At($"{pipeline}.yaml"), "--sandbox");
        var files = _folder.Read($"downloads/{pipeline}");

        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(count, files.Count);
        Assert.All(files.Keys, name => Assert.Matches(names, name.Replace('\\', '/')));
    }

    [Fact]
    [Trait("Tool", "Published")]
    public async Task TelegramTexts_OnTheSandbox_HasALineForEveryMessageOnceAndNoMoreWhenRunAgain()
    {
        foreach (var run in new[] { "first", "again" })
        {
            var (exitCode, output, errors) = await Tgp.RunAsync("run", At("telegram-texts.yaml"), "--sandbox");
            Assert.True(exitCode == 0, run + output + errors);
        }

        var lines = File.ReadLines(_folder.At("downloads/telegram-texts/messages.jsonl")).Select(static line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(lines.Count, lines.Select(static line => (string)line["key"]!).Distinct().Count());
        Assert.Equal(95, _folder.Names("downloads/telegram-texts/files").Count);
        Assert.Equal(95, lines.Count(static line => (string)line["kind"]! != "text"));
        Assert.All(lines.Where(static line => (string)line["kind"]! == "text"), static line => Assert.StartsWith("Message ", (string)line["fields"]!["text"]!, StringComparison.Ordinal));
        Assert.Contains(lines, static line => (string)line["kind"]! == "text");
    }

    [Fact]
    public async Task TelegramLive_OnTheSandbox_TakesTheHistoryThenWhatIsPosted()
    {
        var committed = 0;
        var grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var tgp = Tgp.Start((_, line) =>
        {
            // The channel begins with five messages and grows by one every five seconds.
            if (line.Contains("committed", StringComparison.Ordinal) && line.Contains("/6_", StringComparison.Ordinal)) grown.TrySetResult();
            if (line.Contains("committed", StringComparison.Ordinal)) committed++;
        }, "run", At("telegram-live.yaml"), "--sandbox", "--json");

        await grown.Task.WaitAsync(TimeSpan.FromMinutes(2));
        tgp.Interrupt();
        var exitCode = await tgp.EndAsync();

        Assert.True(exitCode is 0 or 130, $"{exitCode}: {tgp.Output}{tgp.Errors}");
        Assert.True(committed >= 2, $"{committed}");
        Assert.Contains(_folder.Read("downloads/telegram-live"), static file => file.Key.Contains("/6_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HttpLargeFiles_ServerBreaksOff_ContinuesAndEndsWhole()
    {
        var (exitCode, output, errors) = await Tgp.RunAsync("run", At("http-large-files.yaml"), "--sandbox", "--set", "retry.backoff=10ms..50ms");

        Assert.True(exitCode == 0, output + errors);
        var large = new DirectoryInfo(_folder.At("downloads/large")).EnumerateFiles().ToDictionary(static file => file.Name, static file => file.Length);
        Assert.Equal(new Dictionary<string, long> { ["backup.tar"] = 100L << 20, ["disk.img"] = 64L << 20 }, large);
    }

    [Fact]
    public async Task HttpCredentials_ServerAsksForThem_GetsThemAndNobodyElseSeesThem()
    {
        await using var server = await PatternServer.StartAsync(isAllowed: static request =>
            request.Headers.Authorization == "Bearer sesame-token" && request.Headers["X-Api-Key"] == "sesame-key");
        await MakeAsync("http-credentials.yaml", "urls.txt", command => command.Replace("https://files.example.org/report.pdf", $"{server.Url}/7-1000.bin", StringComparison.Ordinal));
        using var secrets = new Secrets(("FILES_TOKEN", "sesame-token"), ("PARTNER_PASSWORD", "sesame-password"), ("API_KEY", "sesame-key"));

        var (exitCode, output, errors) = await Tgp.RunAsync("run", At("http-credentials.yaml"), "--set", $"source.with.auth[0].host={new Uri(server.Url).Authority}", "--log-level", "trace");

        Assert.True(exitCode == 0, output + errors);
        var fetched = Assert.Single(Directory.GetFiles(_folder.At("downloads/private"), "7-1000.bin", SearchOption.AllDirectories));
        Assert.True(PatternServer.IsWhole(fetched, 7, 1000));
        Assert.DoesNotContain("sesame", output + errors, StringComparison.Ordinal);
        Assert.All(_folder.Read("pipelines/.tgp"), static file => Assert.DoesNotContain("sesame", System.Text.Encoding.Latin1.GetString(file.Value), StringComparison.Ordinal));
    }

    [Fact]
    public async Task HttpTaskFileWatched_TasksAreAppended_EachIsFetchedOnceAndCtrlCEnds()
    {
        await using var server = await PatternServer.StartAsync();
        var tasks = await MakeAsync("http-task-file-watched.yaml", "tasks.json",
            command => command.Replace("https://example.org/", $"{server.Url}/1-1000.bin", StringComparison.Ordinal).Replace("first.html", "1-1000.bin", StringComparison.Ordinal));
        var committed = new int[4];
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var tgp = Tgp.Start((_, line) =>
        {
            for (var number = 1; number <= 3; number++)
            {
                if (line.Contains("committed", StringComparison.Ordinal) && line.Contains($"/{number}-1000.bin", StringComparison.Ordinal))
                    committed[number]++;
            }

            if (committed[1] > 0)
                first.TrySetResult();
            if (committed[1..].All(static count => count > 0))
                all.TrySetResult();
        }, "run", At("http-task-file-watched.yaml"), "--json");

        await first.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await File.WriteAllBytesAsync(tasks, Tasks(server, 1, 2));
        var replacement = _folder.Write("pipelines/tasks.new", Tasks(server, 3, 1, 2));
        File.Move(replacement, tasks, overwrite: true);
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        tgp.Interrupt();
        var exitCode = await tgp.EndAsync();

        Assert.True(exitCode is 0 or 130, $"{exitCode}: {tgp.Output}{tgp.Errors}");
        Assert.Equal([0, 1, 1, 1], committed);
    }

    [GatewayFact]
    public async Task DiskAndBucket_OnTheSandboxAndARealS3Server_EachSinkHasWhatItIsToHave()
    {
        var gateway = await RadosGateway.GetAsync();
        var bucket = await gateway.MakeBucketAsync();
        using var variables = new Secrets(("S3_ENDPOINT", gateway.Url), ("S3_BUCKET", bucket.Name), ("S3_ACCESS_KEY", RadosGateway.AccessKey), ("S3_SECRET_KEY", RadosGateway.SecretKey));

        var (exitCode, output, errors) = await Tgp.RunAsync("run", At("disk-and-bucket.yaml"), "--sandbox");

        Assert.True(exitCode == 0, output + errors);
        var onDisk = _folder.Read("downloads/disk-and-bucket");
        var inBucket = await bucket.ReadAllAsync();
        Assert.NotEmpty(onDisk);
        Assert.All(onDisk.Keys, static name => Assert.Contains(Path.GetExtension(name), new[] { ".jpg", ".png" }));
        Assert.NotEmpty(inBucket);
        Assert.All(inBucket, static stored => Assert.True(stored.Key.StartsWith("media/", StringComparison.Ordinal) && stored.Value.Length > 1_000_000, stored.Key));
        Assert.All(inBucket.Where(stored => onDisk.ContainsKey(stored.Key["media/".Length..])), stored => Assert.Equal(onDisk[stored.Key["media/".Length..]], stored.Value));
        Assert.Empty(await bucket.UploadsAsync());

        var verified = await Tgp.RunAsync("verify", At("disk-and-bucket.yaml"), "--set", "source.with.tasks=tasks.json");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Examples() => Directory.GetFiles(Path.Combine(Tgp.Root, "pipelines"), "*.yaml").Where(static file => !file.EndsWith("_test.yaml", StringComparison.Ordinal));

    private static byte[] Tasks(PatternServer server, params int[] numbers) =>
        System.Text.Encoding.UTF8.GetBytes($"[{string.Join(",", numbers.Select(number => $$"""{"url": "{{server.Url}}/{{number}}-1000.bin", "customer": "ACME"}"""))}]");

    // By the command that the example's own comment gives, but for the address: the network is not there.
    private async Task<string> MakeAsync(string example, string file, Func<string, string> change)
    {
        var command = change(CommandThatMakes(file, await File.ReadAllTextAsync(At(example)))!);
        await Shell.TypeAsync(_folder.Root, command);
        return At(file);
    }

    private static string? CommandThatMakes(string file, string text) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith("#   ", StringComparison.Ordinal) && line.TrimEnd().EndsWith($"> pipelines/{file}", StringComparison.Ordinal))?[4..];

    [GeneratedRegex(@"(?m)^[^#\n]*\b(tasks|list): *(?<file>[\w.-]+\.[a-z]+)")]
    private static partial Regex LocalFile();

    private string At(string pipeline) => _folder.At($"pipelines/{pipeline}");

    /// <summary>Variables for child processes, gone afterwards.</summary>
    private sealed class Secrets : IDisposable
    {
        private readonly (string Name, string Value)[] _variables;

        public Secrets(params (string Name, string Value)[] variables)
        {
            _variables = variables;
            foreach (var (name, value) in variables)
                Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose()
        {
            foreach (var (name, _) in _variables)
                Environment.SetEnvironmentVariable(name, null);
        }
    }
}
