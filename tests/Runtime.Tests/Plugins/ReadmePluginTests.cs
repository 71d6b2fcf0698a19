using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;

namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>The plugin of plugins/README.md, compiled from that page and put to work.</summary>
public sealed class ReadmePluginTests : IDisposable
{
    private readonly PluginFiles _files = new();
    private readonly ReadmeParts _plugin;

    public ReadmePluginTests() => _plugin = new(_files);

    private PluginContext Context => new() { BaseFolder = _files.Root };

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Page_Examples_AreAsShortAsPromised()
    {
        Assert.All(ReadmePlugin.Blocks("csharp").Zip([25, 40, 15, 10]), static one => Assert.InRange(LinesOfCode(one.First), 1, one.Second));
    }

    [Fact]
    public async Task Page_Plugin_MovesEveryLineIntoItsFile()
    {
        await File.WriteAllTextAsync(Path.Combine(_files.Root, "notes.txt"), "first\nzweite ß\n\nlast");
        await using var source = Source();
        await using var sink = Sink();
        var groups = await source.DiscoverAsync(null, default).ToArrayAsync();
        var assignment = new Assignment(groups, [new("a", LaneCondition.Ready, 1, 100, 0), new("file", LaneCondition.Ready, 0, 0, 0)], static group => group.Items[0].Size!.Value);
        Strategy().Assign(assignment);

        foreach (var item in groups.SelectMany(static one => one.Items))
            await DeliverAsync(source, sink, item);

        Assert.Equal([1, 1, 1, 1], Enumerable.Range(0, 4).Select(one => assignment.LaneOf(one) ?? -1));
        Assert.Equal(["1.txt", "2.txt", "3.txt", "4.txt"], Directory.EnumerateFiles(Path.Combine(_files.Root, "out")).Select(Path.GetFileName).Order());
        Assert.Equal("zweite ß", await File.ReadAllTextAsync(Path.Combine(_files.Root, "out", "2.txt")));
    }

    [Fact]
    public async Task Page_Source_ContinuesBehindTheCursor()
    {
        await File.WriteAllTextAsync(Path.Combine(_files.Root, "notes.txt"), "a\nb\nc");
        await using var source = Source();

        Assert.Equal(["3"], (await source.DiscoverAsync("2", default).ToArrayAsync()).Select(static one => one.Id));
    }

    [Fact]
    public async Task Page_SinkWithoutCommit_LeavesNothing()
    {
        await using var sink = Sink();
        await using (var delivery = await sink.BeginAsync(Target("half.txt"), default))
            await delivery!.WriteAsync("hal"u8.ToArray(), default);

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_files.Root, "out")));
    }

    [Theory]
    [InlineData("../../evil", ".._evil")]
    [InlineData("/etc/passwd", "_etc_passwd")]
    [InlineData("C:\\x\0y", "C__x_y")]
    public async Task Page_SinkWithHostileName_StaysInItsFolder(string name, string expected)
    {
        await using var sink = Sink();
        await using var delivery = await sink.BeginAsync(Target(name), default);

        var receipt = await delivery!.CommitAsync(new(0, []), default);

        Assert.EndsWith(expected, receipt.Name, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_files.Root, "out", receipt.Name)));
    }

    private static Target Target(string name) => new() { Item = new() { Id = "1", Name = name }, Name = name };

    private static async Task DeliverAsync(ISource source, ISink sink, Item item)
    {
        await using var content = await source.OpenAsync(item, source.Lanes[0], ResumePoint.Beginning, default);
        await using var delivery = await sink.BeginAsync(new() { Item = item, Name = item.Name, Length = content.Length }, default);
        using var hasher = ContentHasher.Rent();
        var buffer = new byte[3];
        while (await content.Stream!.ReadAsync(buffer) is > 0 and var read)
        {
            hasher.Append(buffer.AsSpan(0, read));
            await delivery!.WriteAsync(buffer.AsMemory(0, read), default);
        }

        Assert.Equal(item.Size, hasher.Length);
        await delivery!.CommitAsync(hasher.Seal(), default);
    }

    private static int LinesOfCode(string block) =>
        block.Split('\n').Count(static line => !string.IsNullOrWhiteSpace(line) && !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal));

    private ISource Source() => _plugin.Source(Context);

    private ISink Sink() => _plugin.Sink(Context);

    private IStrategy Strategy() => _plugin.Strategy(Context);
}
