using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TgPlatform.Plugins.Telegram.Rpc;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>Our own connections for files: each request goes over the one with the least to do.</summary>
/// <param name="takeout">The export session to ask in; 0 for none.</param>
internal sealed class DataCentreLinks(DataCentre dc, long takeout) : IPartLinks
{
    private readonly ConcurrentBag<PartCall> _calls = [];
    private readonly int[] _load = new int[TransferWidth.MostConnections];

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PartAnswer> ReadAsync(FileVersion version, PartRange range, Memory<byte> into, bool acceptsCdn, int connections, CancellationToken cancel)
    {
        if (!_calls.TryTake(out var call)) call = new PartCall();
        var index = TakeLeastLoaded(connections);
        var answer = call.Begin(version.Location, range, into, acceptsCdn, takeout);
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

    private int TakeLeastLoaded(int connections)
    {
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
