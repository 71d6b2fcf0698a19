using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>The salts of one key: one per lifetime, the one before still accepted unless a rotation was forced.</summary>
internal sealed class SaltTable(long firstSalt, TimeProvider time, Func<TimeSpan> lifetime)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private int _forced;
    private int _oldest;

    public long Current => SaltOf(Epoch);

    private int Epoch => _forced + (int)((time.GetUtcNow() - _start) / lifetime());

    public bool Accepts(long salt)
    {
        var epoch = Epoch;
        return salt == SaltOf(epoch) || (epoch > _oldest && salt == SaltOf(epoch - 1));
    }

    /// <summary>Makes every salt known so far invalid at once.</summary>
    public void Rotate()
    {
        _forced++;
        _oldest = Epoch;
    }

    public IEnumerable<(DateTimeOffset Since, DateTimeOffset Until, long Salt)> Future(int count)
    {
        var epoch = Epoch;
        var since = _start + (lifetime() * (epoch - _forced));
        for (var index = 0; index < count; index++)
            yield return (since + (lifetime() * index), since + (lifetime() * (index + 2)), SaltOf(epoch + index));
    }

    private long SaltOf(int epoch)
    {
        if (epoch == 0) return firstSalt;
        Span<byte> seed = stackalloc byte[12], hash = stackalloc byte[32];
        BinaryPrimitives.WriteInt64LittleEndian(seed, firstSalt);
        BinaryPrimitives.WriteInt32LittleEndian(seed[8..], epoch);
        SHA256.HashData(seed, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
