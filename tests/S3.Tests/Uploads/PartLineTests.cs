using System.Threading.Channels;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Tests.Uploads;

public sealed class PartLineTests
{
    [Fact]
    public async Task Keep_WhileFurtherPartsBegin_LosesNone()
    {
        // So many that the line grows for long enough to meet parts that end meanwhile.
        const int Many = 200_000;
        var line = new PartLine(new(1, new(10, false), 0, UploadToken.NoSum, UploadMark.OfUpload("1"), "id"), []);
        var begun = Channel.CreateUnbounded<int>();
        var ending = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await foreach (var number in begun.Reader.ReadAllAsync())
                line.Keep(new(number, 10, "etag", null));
        })).ToArray();

        for (var part = 0; part < Many; part++)
            begun.Writer.TryWrite(line.Begin());
        begun.Writer.Complete();
        await Task.WhenAll(ending);

        Assert.Equal(10L * Many, line.State.Offset);
        Assert.Equal(Enumerable.Range(1, Many), line.Sent.Select(static part => part.Number));
    }
}
