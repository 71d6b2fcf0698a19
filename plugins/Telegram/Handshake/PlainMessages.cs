using System.Buffers.Binary;
using TgPlatform.Plugins.Telegram.Session;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Handshake;

/// <summary>Question and answer before there is a key: key number 0, message number, length, body.</summary>
internal sealed class PlainMessages(FrameSocket socket, MessageIds ids)
{
    private const int Head = 20;
    private readonly TlWriter _writer = new();

    public async Task<TResult> AskAsync<TResult>(ITlMethod<TResult> question, CancellationToken cancel)
    {
        _writer.Clear();
        _writer.WriteInt64(0);
        _writer.WriteInt64(ids.Next());
        _writer.WriteInt32(0);
        question.Write(_writer);
        _writer.PatchInt32(Head - 4, _writer.Length - Head);
        await socket.SendAsync(_writer.WrittenMemory, cancel);
        var frame = await socket.ReceiveAsync(cancel);
        return Read(question, frame.Span);
    }

    private static TResult Read<TResult>(ITlMethod<TResult> question, ReadOnlySpan<byte> frame)
    {
        if (BinaryPrimitives.ReadInt64LittleEndian(frame) != 0) throw new TlException("an encrypted packet in the middle of the key exchange");
        var length = BinaryPrimitives.ReadInt32LittleEndian(frame[(Head - 4)..]);
        if (length < 0 || length > frame.Length - Head) throw new TlException($"a plain message of {length} bytes in a packet of {frame.Length}");
        var reader = new TlReader(frame.Slice(Head, length));
        return question.ReadResult(ref reader);
    }
}
