using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Transport.FakeTls;

/// <summary>
/// What is said to an MTProxy that pretends to be a web server, before the stream is ours: a hello, and an answer that only who knows the secret can give.
/// Everybody else is led on to the real server of that name, so an answer alone proves nothing.
/// </summary>
internal static class FakeTlsOpening
{
    private const int HeadLength = TlsRecords.HeadLength;

    // Real answers have some 3,000 bytes: hello, change of keys, and what would be the certificate.
    private const int LongestAnswer = 3 * (HeadLength + TlsRecords.LongestReceived);

    private static ReadOnlySpan<byte> Kinds => [TlsRecords.Handshake, TlsRecords.ChangeOfKeys, TlsRecords.Application];

    /// <exception cref="ProxyUnprovenException">Whoever answered does not know the secret.</exception>
    /// <exception cref="ConnectionLostException">There was no such answer.</exception>
    public static async Task RunAsync(Socket socket, ProxySettings proxy, DateTimeOffset now, CancellationToken cancel)
    {
        var hello = ClientHello.Create(proxy.Secret, proxy.FakeHost!, now);
        for (var sent = 0; sent < hello.Length;) sent += await socket.SendAsync(hello.AsMemory(sent), cancel);

        // The sum is over the client's random and everything that follows it.
        var random = hello.AsMemory(ClientHello.RandomOffset, ClientHello.RandomLength);
        var answer = new byte[ClientHello.RandomLength + LongestAnswer];
        random.CopyTo(answer);
        var length = random.Length;
        for (var index = 0; index < Kinds.Length; index++) length += await ReadRecordAsync(socket, proxy, Kinds[index], answer.AsMemory(length), cancel);
        if (!IsProven(proxy.Secret, answer.AsSpan(0, length))) throw new ProxyUnprovenException(proxy);
    }

    private static async Task<int> ReadRecordAsync(Socket socket, ProxySettings proxy, byte kind, Memory<byte> into, CancellationToken cancel)
    {
        await FillAsync(socket, proxy, into[..HeadLength], cancel);
        var length = BinaryPrimitives.ReadUInt16BigEndian(into.Span[3..]);
        if (into.Span[0] != kind || into.Span[1] != 3 || into.Span[2] != 3 || length > TlsRecords.LongestReceived) throw new ProxyUnprovenException(proxy);
        await FillAsync(socket, proxy, into.Slice(HeadLength, length), cancel);
        return HeadLength + length;
    }

    private static async Task FillAsync(Socket socket, ProxySettings proxy, Memory<byte> into, CancellationToken cancel)
    {
        while (into.Length > 0)
        {
            var got = await socket.ReceiveAsync(into, cancel);
            into = got > 0 ? into[got..] : throw new ConnectionLostException($"the proxy {proxy} closed the connection before it answered");
        }
    }

    private static bool IsProven(byte[] secret, Span<byte> answer)
    {
        Span<byte> expected = stackalloc byte[ClientHello.RandomLength], given = stackalloc byte[ClientHello.RandomLength];
        var start = ClientHello.RandomLength + ClientHello.RandomOffset;
        if (answer.Length < start + ClientHello.RandomLength) return false;
        var random = answer.Slice(start, ClientHello.RandomLength);
        random.CopyTo(given);
        random.Clear();
        HMACSHA256.HashData(secret, answer, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
