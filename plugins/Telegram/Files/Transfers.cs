using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>What came of a request for a part: bytes, or the place the service sent us to instead.</summary>
internal readonly record struct PartAnswer(int Count, UploadFileCdnRedirect? Redirect);

/// <summary>The transfers of one account from one data centre: its width, and the connections it is spread over.</summary>
internal sealed class Transfers(DataCentre dc, TimeProvider time)
{
    private readonly ConcurrentBag<PartCall> _calls = [];
    private readonly int[] _load = new int[TransferWidth.MostConnections];

    public TransferWidth Width { get; } = new(time);

    /// <summary>Asks for a part over the connection with the least to do, when there is room and no pause.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PartAnswer> ReadAsync(FileVersion version, PartRange range, Memory<byte> into, bool acceptsCdn, CancellationToken cancel)
    {
        await Width.EnterAsync(into.Length, cancel);
        var (begun, arrived) = (time.GetTimestamp(), 0);
        try
        {
            await Width.PausedAsync(cancel);
            begun = time.GetTimestamp();
            var answer = await AskAsync(version, range, into, acceptsCdn, cancel);
            arrived = answer.Count;
            return answer;
        }
        finally
        {
            Width.Leave(into.Length, arrived, time.GetElapsedTime(begun));
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<PartAnswer> AskAsync(FileVersion version, PartRange range, Memory<byte> into, bool acceptsCdn, CancellationToken cancel)
    {
        if (!_calls.TryTake(out var call)) call = new PartCall();
        var index = TakeLeastLoaded();
        var answer = call.Begin(version.Location, range, into, acceptsCdn);
        var link = dc.Media(index);
        link.Send(call);
        PartAnswer result;
        try
        {
            // Left before the call is used again, so that a late cancellation cannot hit another part.
            await using (cancel.UnsafeRegister(static state => Cancel(state), (link, call))) result = new PartAnswer(await answer, call.Redirect);
        }
        finally
        {
            lock (_load) _load[index]--;
        }
        _calls.Add(call);
        return result;
    }

    private static void Cancel(object? state)
    {
        var (link, call) = ((Link, PartCall))state!;
        link.Cancel(call);
    }

    private int TakeLeastLoaded()
    {
        var connections = Width.Connections;
        lock (_load)
        {
            var best = 0;
            for (var i = 1; i < connections; i++)
                if (_load[i] < _load[best]) best = i;
            _load[best]++;
            return best;
        }
    }
}
