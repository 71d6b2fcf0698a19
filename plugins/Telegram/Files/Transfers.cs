using System.Runtime.CompilerServices;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>The transfers of one account from one data centre: its width, and the connections it is spread over.</summary>
internal sealed class Transfers(IPartLinks links, TimeProvider time, int mostConnections)
{
    public TransferWidth Width { get; } = new(time, mostConnections);

    /// <summary>Asks for a part when there is room and no pause.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PartAnswer> ReadAsync(FileVersion version, PartRange range, Memory<byte> into, bool acceptsCdn, CancellationToken cancel)
    {
        await Width.EnterAsync(into.Length, cancel);
        var (begun, arrived) = (time.GetTimestamp(), 0);
        try
        {
            await Width.PausedAsync(cancel);
            begun = time.GetTimestamp();
            var answer = await links.ReadAsync(version, range, into, acceptsCdn, Width.Connections, cancel);
            arrived = answer.Count;
            return answer;
        }
        finally
        {
            Width.Leave(into.Length, arrived, time.GetElapsedTime(begun));
        }
    }
}
