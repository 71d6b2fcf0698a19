using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>How an MTProxy with an ee secret looks to strangers: a TLS server. Who puts the right sum in the hello's random is let in; everybody else is hung up on.</summary>
internal sealed class FakeTls(TelegramServer server, byte[] secret, string host)
{
    /// <summary>How every such connection begins, as a little-endian number: a handshake record of TLS 1.0 with 512 bytes.</summary>
    public const uint Opening = 0x02010316;

    private const int HelloLength = 517, RandomOffset = 11, RandomLength = 32, SecondsAside = 600, CertificateLength = 2_087;

    /// <summary>The stream inside, once the hello was read and answered; null for a stranger.</summary>
    /// <param name="begun">What was read already.</param>
    public async Task<Stream?> AcceptAsync(Stream stream, ByteSource source, ReadOnlyMemory<byte> begun, CancellationToken cancellation)
    {
        var hello = new byte[HelloLength];
        begun.CopyTo(hello);
        if (!await source.FillAsync(hello.AsMemory(begun.Length), cancellation)) return null;
        var random = hello[RandomOffset..(RandomOffset + RandomLength)];
        if (Refusal(hello, random) is { } refusal)
        {
            server.Note($"mtproxy: {refusal}");
            return null;
        }
        await stream.WriteAsync(Answer(random, hello.AsSpan(RandomOffset + RandomLength + 1, RandomLength)), cancellation);
        return new FakeTlsStream(stream, source);
    }

    private string? Refusal(byte[] hello, byte[] random)
    {
        hello.AsSpan(RandomOffset, RandomLength).Clear();
        var sum = HMACSHA256.HashData(secret, hello);
        if (!sum.AsSpan(0, 28).SequenceEqual(random.AsSpan(0, 28))) return "the hello is not signed with the secret";
        var time = BinaryPrimitives.ReadInt32LittleEndian(sum.AsSpan(28)) ^ BinaryPrimitives.ReadInt32LittleEndian(random.AsSpan(28));
        if (Math.Abs((long)time - server.Time.GetUtcNow().ToUnixTimeSeconds()) > SecondsAside) return "the hello is not of this time";
        return HostIn(hello) is var named && named == host ? null : $"the hello asks for '{named}'";
    }

    // Walks the lists of the hello by their lengths, which must add up to the whole.
    private static string? HostIn(byte[] hello)
    {
        var rest = hello.AsSpan(RandomOffset + RandomLength);
        rest = rest[(1 + rest[0])..];
        rest = rest[(2 + BinaryPrimitives.ReadUInt16BigEndian(rest))..];
        rest = rest[(1 + rest[0])..];
        if (BinaryPrimitives.ReadUInt16BigEndian(rest) != rest.Length - 2) return null;
        string? found = null;
        for (rest = rest[2..]; rest.Length > 0;)
        {
            var content = rest.Slice(4, BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
            if (BinaryPrimitives.ReadUInt16BigEndian(rest) == 0) found = Encoding.ASCII.GetString(content[5..]);
            rest = rest[(4 + content.Length)..];
        }
        return found;
    }

    private byte[] Answer(byte[] clientRandom, ReadOnlySpan<byte> session)
    {
        byte[] share = [0x00, 0x33, 0, 36, 0, 0x1d, 0, 32, .. RandomNumberGenerator.GetBytes(32)], version = [0x00, 0x2b, 0, 2, 3, 4];
        byte[] body = [3, 3, .. new byte[RandomLength], RandomLength, .. session, 0x13, 1, 0, 0, (byte)(share.Length + version.Length), .. share, .. version];
        byte[] answer =
        [
            0x16, 3, 3, 0, (byte)(body.Length + 4), 2, 0, 0, (byte)body.Length, .. body,
            0x14, 3, 3, 0, 1, 1,
            0x17, 3, 3, CertificateLength >> 8, CertificateLength & 0xff, .. RandomNumberGenerator.GetBytes(CertificateLength),
        ];
        byte[] proven = [.. clientRandom, .. answer];
        HMACSHA256.HashData(secret, proven).CopyTo(answer, RandomOffset);
        return answer;
    }
}
