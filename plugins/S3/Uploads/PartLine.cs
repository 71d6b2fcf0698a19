using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Requests;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>The parts of an upload in their order, on their way or sent, and how far they are safe. Safe for several threads: one begins parts, others end them.</summary>
internal sealed class PartLine
{
    private readonly Lock _lock = new();
    private readonly List<SentPart?> _parts;
    private UploadToken _safe;
    private long _safeBytes;

    /// <summary>What is known of the upload, and its safe parts from the first on.</summary>
    public PartLine(UploadToken token, IEnumerable<SentPart> parts)
    {
        (_safe, _parts) = (token, [.. parts]);
        _safeBytes = _parts.Sum(static part => part!.Length);
    }

    public int Count
    {
        get
        {
            lock (_lock)
                return _parts.Count;
        }
    }

    /// <summary>Bytes of the next part.</summary>
    public long NextBytes
    {
        get
        {
            lock (_lock)
                return _safe.Sizes.Of(_parts.Count + 1);
        }
    }

    /// <summary>Whether a part shorter than the others was sent, behind which there can be none.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _parts.Count > 0 && _parts[^1] is { } last && last.Length < _safe.Sizes.Of(_parts.Count);
        }
    }

    /// <summary>What the server holds for certain, from the beginning on.</summary>
    public DeliveryState State
    {
        get
        {
            lock (_lock)
                return new(_safeBytes, _safe.ToString());
        }
    }

    /// <summary>Every part, once all are sent.</summary>
    public IReadOnlyList<SentPart> Sent
    {
        get
        {
            lock (_lock)
                return [.. _parts.Select(static part => part!)];
        }
    }

    /// <summary>One more part is on its way; gives its number.</summary>
    public int Begin()
    {
        lock (_lock)
        {
            _parts.Add(null);
            return _parts.Count;
        }
    }

    /// <summary>The server holds it. Only what is safe without a gap counts: a later attempt continues at one place.</summary>
    public void Keep(SentPart sent)
    {
        lock (_lock)
        {
            _parts[sent.Number - 1] = sent;
            for (; _safe.Parts < _parts.Count && _parts[_safe.Parts] is { } next; _safeBytes += next.Length)
                _safe = _safe with { Parts = _safe.Parts + 1, Sum = UploadToken.Add(_safe.Sum, next.Etag) };
        }
    }
}
