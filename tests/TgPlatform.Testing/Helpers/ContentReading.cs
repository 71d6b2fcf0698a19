using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Reads opened content the way the runtime does.</summary>
public static class ContentReading
{
    /// <summary>The bytes from <see cref="Content.Offset"/> to the end.</summary>
    public static async Task<byte[]> ReadToEndAsync(this Content content, CancellationToken cancellationToken)
    {
        if (content.Parts is { } parts)
            return await ReadPartsAsync(content, parts, cancellationToken);
        var bytes = new MemoryStream();
        await content.Stream!.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    // Last part first, all at once as far as allowed: nothing may depend on the order.
    private static async Task<byte[]> ReadPartsAsync(Content content, IPartReader parts, CancellationToken cancellationToken)
    {
        var length = content.Length!.Value;
        var first = content.Offset / parts.PartBytes * parts.PartBytes;
        var bytes = new byte[length - first];
        var offsets = new Stack<long>();
        for (var offset = first; offset < length; offset += parts.PartBytes)
            offsets.Push(offset);
        var options = new ParallelOptions { MaxDegreeOfParallelism = parts.MaxConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(offsets, options, async (offset, token) =>
        {
            var part = bytes.AsMemory((int)(offset - first), (int)Math.Min(parts.PartBytes, length - offset));
            var count = await parts.ReadPartAsync(offset, part, token);
            Xunit.Assert.Equal(part.Length, count);
        });
        return bytes[(int)(content.Offset - first)..];
    }
}
