using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Cli.Tests.Presentation;

public sealed class JsonEventsTests
{
    [Fact]
    public async Task On_MoreEventsThanWait_PrintsAllInOrder()
    {
        using var output = new StringWriter();
        await using (var events = new JsonEvents(output))
        {
            for (var number = 0; number < 20_000; number++)
                events.On(new Notice(Snapshots.Now, $"{number}"));
        }

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 20_000).Select(static number => EventJson.Of(new Notice(Snapshots.Now, $"{number}"))), lines);
    }

    [Fact]
    public async Task On_ReaderHasGone_LosesNothingButTheLines()
    {
        await using var events = new JsonEvents(new ClosedPipe());

        for (var number = 0; number < 20_000; number++)
            events.On(new Notice(Snapshots.Now, $"{number}"));
    }

    private sealed class ClosedPipe : StringWriter
    {
        public override Task WriteLineAsync(string? value) => throw new IOException("Broken pipe");
    }
}
