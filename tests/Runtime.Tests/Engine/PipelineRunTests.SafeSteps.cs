using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Sinks that are safe only part by part, as object stores are.</summary>
public sealed partial class PipelineRunTests
{
    private const int Step = 1024 * 1024;

    [Fact]
    public async Task Run_SinkIsSafeInWholeMebibytesAndBlocksLieAcross_ContinuesAtTheLastSafeOne()
    {
        var content = Some.Bytes(Large);
        var sink = new PartialSink { SafeStep = Step };
        var source = new ScriptedSource([Some.Item()], (_, _, from) => new(new UnevenParts(content, failsAt: from.Offset == 0 ? 7 * Step : null), content.Length) { Offset = from.Offset, Validator = "v1" });

        await new EngineRig { Source = source }.To("partial", sink).RunAsync();

        Assert.Equal(content, sink.Committed["1.bin"]);
        Assert.Equal([0, 6 * Step], source.Opened.Select(static one => one.From.Offset));
    }

    [Fact]
    public async Task Run_CommitFailsOnceWhileTheEndIsNotSafe_IsNeverCutShort()
    {
        var content = Some.Bytes(Large + 5);
        var commits = 0;
        var sink = new PartialSink { SafeStep = Step, BeforeCommit = _ => { if (++commits == 1) throw new IOException("interrupted"); } };
        var source = new ScriptedSource([Some.Item()], (_, _, from) => new(new MemoryStream(content) { Position = from.Offset }) { Validator = "v1" });

        var outcome = await new EngineRig { Source = source }.To("partial", sink).RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal(content, sink.Committed["1.bin"]);
        Assert.Equal([0, Large], source.Opened.Select(static one => one.From.Offset));
    }

    /// <summary>Parts of 640 KiB, one after the other; two of three of their ends are no multiple of a MiB.</summary>
    private sealed class UnevenParts(byte[] content, int? failsAt) : IPartReader
    {
        public int PartBytes => 640 * 1024;

        public int MaxConcurrency => 1;

        public ValueTask<int> ReadPartAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            if (offset + destination.Length > failsAt)
                throw new IOException("connection reset");
            content.AsMemory((int)offset, destination.Length).CopyTo(destination);
            return new(destination.Length);
        }

        public ValueTask DisposeAsync() => default;
    }
}
