namespace TgPlatform.Runtime.Engine;

/// <summary>The sums at the ends of the last blocks, so that a sink which is safe a little way back can be remembered with its sum.</summary>
internal sealed class CrcTrail
{
    /// <summary>There is always a sum at multiples of this many bytes.</summary>
    public const int StepBytes = 1024 * 1024;

    // At least 128 MiB, each in two pieces when the source's blocks lie across: more than any sink keeps in the air, less than anybody notices.
    private const int Kept = 256;

    private (long Offset, ulong Crc64) _last = (-1, 0);
    private Queue<(long Offset, ulong Crc64)>? _before;

    public void Add(long offset, ulong crc64)
    {
        // Content of one block, the usual case, needs no queue.
        if (_last.Offset >= 0)
            (_before ??= new(16)).Enqueue(_last);
        if (_before?.Count > Kept)
            _before.Dequeue();
        _last = (offset, crc64);
    }

    public bool TryFind(long offset, out ulong crc64)
    {
        crc64 = _last.Crc64;
        if (_last.Offset == offset)
            return true;
        foreach (var (at, sum) in _before ?? [])
        {
            if (at != offset)
                continue;
            crc64 = sum;
            return true;
        }

        return false;
    }
}
