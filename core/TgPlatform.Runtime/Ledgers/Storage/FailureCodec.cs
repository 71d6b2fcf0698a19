using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Failed attempts as blobs.</summary>
internal static class FailureCodec
{
    private const byte FormatWithoutRound = 1;
    private const byte Format = 2;

    public static ReadOnlySpan<byte> Write(BlobWriter blob, FailureNote note, long round, ulong owner)
    {
        blob.Clear().Byte(Format);
        blob.Text(note.Sink);
        blob.Text(note.Step);
        blob.Byte((byte)note.Kind);
        blob.Text(note.Reason);
        blob.Count((ulong)note.Attempt);
        blob.Time(note.At);
        blob.Flag(note.NextTry.HasValue);
        if (note.NextTry is { } next)
            blob.Time(next);
        blob.Text(note.Lane);
        blob.Count((ulong)round);
        return blob.Seal(owner);
    }

    public static (FailureNote Note, long Round) Read(ReadOnlySpan<byte> bytes, string itemId, ulong owner)
    {
        var blob = new BlobReader(bytes, owner, $"a failed attempt of item '{itemId}'");
        var format = blob.Byte();
        var note = new FailureNote(
            itemId, Sink: blob.Text(), Step: blob.Text()!, Kind: (FailureKind)blob.Byte(), Reason: blob.Text()!, Attempt: (int)blob.Count(),
            At: blob.Time(), NextTry: blob.Flag() ? blob.Time() : null, Lane: blob.Text());
        return (note, format == FormatWithoutRound ? 0 : (long)blob.Count());
    }
}
