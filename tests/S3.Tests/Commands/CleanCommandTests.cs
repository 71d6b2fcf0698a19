using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Commands;
using TgPlatform.Plugins.S3.Tests.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Commands;

[NeedsGateway]
public sealed class CleanCommandTests : SinkBench
{
    private static readonly byte[] Parts = Some.Bytes(4 * Part);

    [Fact]
    public async Task Clean_OursAndAForeignOne_ListsThenAbortsOursOnly()
    {
        await using (var sink = await ConnectAsync())
            await LeaveAsync(sink, "a/ours.bin", Parts, 3 * Part);
        var foreign = await Gateway.Client.InitiateMultipartUploadAsync(Bucket.Name, "a/foreign.bin");

        var listed = await CleanAsync(static options => options);
        Assert.Equal(2, (await Bucket.UploadsAsync()).Count);
        Assert.Contains("a/ours.bin", Assert.Single(listed), StringComparison.Ordinal);

        await CleanAsync(static options => options with { Abort = true });
        Assert.Equal(foreign.UploadId, Assert.Single(await Bucket.UploadsAsync()).Id);
        Assert.Empty(Folder.Names("state"));

        await CleanAsync(static options => options with { Abort = true, Foreign = true });
        Assert.Empty(await Bucket.UploadsAsync());
    }

    [Fact]
    public async Task Clean_YoungOnesAndOtherPrefixes_AreLeft()
    {
        await using (var sink = await ConnectAsync())
            await LeaveAsync(sink, "a/ours.bin", Parts, 3 * Part);

        Assert.Empty(await CleanAsync(static options => options with { Abort = true, OlderThan = TimeSpan.FromHours(1) }));
        Assert.Empty(await CleanAsync(static options => options with { Abort = true, Prefix = "b/" }));
        Assert.Single(await Bucket.UploadsAsync());
    }

    [Fact]
    public async Task Clean_UploadIsGoneFromTheServer_IsForgottenByAbortOnlyAndNotWhileYoung()
    {
        await using (var sink = await ConnectAsync())
            await LeaveAsync(sink, "a/ours.bin", Parts, 3 * Part);
        var (key, id) = Assert.Single(await Bucket.UploadsAsync());
        await Gateway.Client.AbortMultipartUploadAsync(Bucket.Name, key, id);
        var remembered = Folder.Names("state");

        Assert.Empty(await CleanAsync(static options => options));
        Assert.Empty(await CleanAsync(static options => options with { Abort = true, OlderThan = TimeSpan.FromHours(1) }));
        Assert.NotEmpty(remembered);
        Assert.Equal(remembered, Folder.Names("state"));

        await CleanAsync(static options => options with { Abort = true });
        Assert.Empty(Folder.Names("state"));
    }

    private async Task<IReadOnlyList<string>> CleanAsync(Func<CleanOptions, CleanOptions> change)
    {
        var console = new Listener();
        var options = new CleanOptions
        {
            Bucket = Bucket.Name, Endpoint = new(Front.Url), AccessKey = new(RadosGateway.AccessKey), SecretKey = new(RadosGateway.SecretKey), OlderThan = TimeSpan.Zero,
        };
        await CleanCommand.RunAsync(change(options), new(new PluginContext { StateFolder = Folder.At("state") }, console, Json: false), default);
        return console.Lines;
    }

    private sealed class Listener : IConsole
    {
        public List<string> Lines { get; } = [];

        public bool IsInteractive => false;

        public void Line(string line) => Lines.Add(line);

        public void Note(string line) => Assert.NotEmpty(line);

        public ValueTask<string> AskAsync(string question, bool isSecret, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is to be asked.");
    }
}
