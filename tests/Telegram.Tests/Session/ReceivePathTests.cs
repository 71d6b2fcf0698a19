using System.Net.Sockets;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Handshake;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Tests.Session;

public class ReceivePathTests
{
    private const int Parts = 20;

    [Fact]
    public Task Accept_PartsOfAFile_AllocatesNothingPerPart() => Task.Run(ReceiveAsync); // without the context of the test, which allocates for whatever comes from another thread

    private static async Task ReceiveAsync()
    {
        var key = new AuthKey([.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
        using var envelope = new Envelope(key);
        using var server = new FakeSession(null!, null!, key.Bytes);
        var clock = new ServiceClock(TimeProvider.System);
        var ids = new MessageIds(clock);
        var salts = new ServerSalts(clock, 1);
        PendingCalls pending = new();
        PendingAcks acks = new();
        ReceivedIds received = new(clock);
        var outbox = new Outbox(new FrameSocket(new Socket(SocketType.Stream, ProtocolType.Tcp), FrameKind.Intermediate, null), envelope, ids, salts, pending, acks, new Introduction(new ClientOptions(1, "h"), false));
        var inbox = new Inbox(received, pending, acks, new ServiceMessages(clock, ids, salts, pending, received, outbox), outbox, null);
        var call = new PartCall();
        var content = new byte[PartRange.Largest];
        var into = new byte[PartRange.Largest];
        Random.Shared.NextBytes(content);
        var packets = Enumerable.Range(1, Parts).Select(i => server.Seal(Answer(i * 4, content), session: envelope.SessionId)).ToArray();

        var location = new InputDocumentFileLocation();
        var (before, read) = (0L, 0L);
        for (var i = 0; i < Parts; i++)
        {
            if (i == 2) before = GC.GetAllocatedBytesForCurrentThread();
            var answer = call.Begin(location, PartRange.Whole(0), into, acceptsCdn: false);
            call.MessageId = (i + 1) * 4;
            pending.Add(call);
            var opening = envelope.OpenAsync(packets[i]);
            // Only what this thread allocates is counted, so it stays on it.
            while (!opening.IsCompleted) Thread.Yield();
            inbox.Accept(await opening);
            read += await answer;
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((long)Parts * content.Length, read);
        // The remembered message numbers may grow their table, and what waits for another thread is kept per thread; nothing of the size of a part.
        Assert.InRange(allocated, 0, 4096);
        Assert.Equal(content, into);
    }

    private static byte[] Answer(long request, byte[] content)
    {
        var w = new TlWriter(content.Length + 64);
        w.WriteUInt32(0xf35c6d01);
        w.WriteInt64(request);
        w.WriteUInt32(0x096a18d5);
        w.WriteUInt32(StorageFileUnknown.Id_);
        w.WriteInt32(0);
        w.WriteBytes(content);
        return w.Written.ToArray();
    }
}
