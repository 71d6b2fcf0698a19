using System.Buffers.Binary;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>A file kept encrypted at a place that is not trusted (core.telegram.org/cdn): everything from there is decrypted and its hash checked.</summary>
internal sealed class CdnSource(ICdnClient client, UploadFileCdnRedirect redirect, FileHashes hashes)
{
    /// <param name="home">The data centre that has the file itself.</param>
    /// <returns>The number of bytes there are.</returns>
    public async Task<int> ReadAsync(int home, PartRange range, Memory<byte> into, CancellationToken cancel)
    {
        hashes.Add(redirect.FileHashes);
        while (true)
        {
            var answer = await client.InvokeOnCdnAsync(redirect.DcId, new UploadGetCdnFile { FileToken = redirect.FileToken, Offset = range.Offset, Limit = range.Limit }, cancel);
            if (answer is UploadCdnFileReuploadNeeded needed)
            {
                hashes.Add(await client.InvokeOnAsync(home, new UploadReuploadCdnFile { FileToken = redirect.FileToken, RequestToken = needed.RequestToken }, cancel));
                continue;
            }
            var bytes = ((UploadCdnFile)answer).Bytes;
            if (bytes.Length > into.Length) throw new SecurityCheckException(SecurityCheck.FileHash, "the CDN gave more than was asked for");
            bytes.CopyTo(into);
            var part = into[..bytes.Length];
            Decrypt(range.Offset, part.Span);
            await LearnHashesAsync(home, range.Offset, range.Offset + bytes.Length, cancel);
            hashes.Verify(range.Offset, part.Span);
            return bytes.Length;
        }
    }

    // The counter is the initialisation vector with the number of the block in its last four bytes.
    private void Decrypt(long offset, Span<byte> part)
    {
        var iv = redirect.EncryptionIv.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(iv.AsSpan(12), (int)(offset / 16));
        using var cipher = new AesCtr(redirect.EncryptionKey, iv);
        cipher.Apply(part);
    }

    private async Task LearnHashesAsync(int home, long offset, long end, CancellationToken cancel)
    {
        for (var unknown = hashes.FirstUnknown(offset, end); unknown < end; unknown = hashes.FirstUnknown(unknown, end))
        {
            hashes.Add(await client.InvokeOnAsync(home, new UploadGetCdnFileHashes { FileToken = redirect.FileToken, Offset = unknown }, cancel));
            if (hashes.FirstUnknown(unknown, end) == unknown) throw new SecurityCheckException(SecurityCheck.FileHash, $"the service has no hash for the bytes from {unknown} on");
        }
    }
}
