using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Files;

/// <summary>
/// Fetches pieces of files into the caller's memory, as many at once as the caller asks for and the service bears.
/// Waits, migrations, old references, short answers and lost connections are dealt with here and are not failures.
/// </summary>
internal sealed class FileDownloader(ITelegramClient client, bool verifiesHashes = false, int mostConnections = TransferWidth.MostConnections)
{
    private const int MostTries = 5;

    private readonly ConcurrentDictionary<int, Transfers> _transfers = new();
    private readonly ICdnClient? _cdnClient = client as ICdnClient;

    /// <summary>Reads from any offset, at most to the next multiple of <see cref="PartRange.Largest"/>. The memory is the downloader's until this returns.</summary>
    /// <returns>The number of bytes read: as many as fit and the file has there; 0 at its end.</returns>
    /// <exception cref="FloodWaitException">The service wants a pause longer than the client is told to wait by itself.</exception>
    /// <exception cref="FileChangedException">The message has another file now.</exception>
    /// <exception cref="ShortPartException">The service keeps giving less than the file has.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(RemoteFile file, long offset, Memory<byte> into, CancellationToken cancel)
    {
        var whole = PartRange.Whole(offset);
        var there = whole.Within(file.Size) - (int)(offset - whole.Offset);
        var wanted = Math.Min(into.Length, there);
        if (wanted <= 0) return 0;
        // Hashes cover windows of whole parts, and the last part is whole as it is.
        var range = file.Cdn is not null || verifiesHashes || offset == whole.Offset && wanted == there ? whole : PartRange.Around(offset, wanted);
        var isFitting = range.Offset == offset && range.Within(file.Size) == wanted;
        return isFitting
            ? await FetchAsync(file, range, into[..wanted], cancel)
            : await BorrowAsync(file, range, (int)(offset - range.Offset), into[..wanted], cancel);
    }

    // What is wanted begins or ends between the marks: fetch what surrounds it and keep the middle.
    private async ValueTask<int> BorrowAsync(RemoteFile file, PartRange range, int skipped, Memory<byte> into, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(range.Limit);
        var got = await FetchAsync(file, range, buffer.AsMemory(0, range.Within(file.Size)), cancel);
        var count = Math.Clamp(got - skipped, 0, into.Length);
        buffer.AsMemory(skipped, count).CopyTo(into);
        // Not given back after an error: a cancelled answer may still be on its way into it.
        ArrayPool<byte>.Shared.Return(buffer);
        return count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> FetchAsync(RemoteFile file, PartRange range, Memory<byte> into, CancellationToken cancel)
    {
        int tries = 0, got = 0;
        while (tries < MostTries)
        {
            var version = file.Version;
            try
            {
                got = await AskAsync(file, version, range, into, cancel);
                if (got == into.Length || file.Size < 0) return got;
                tries++;
            }
            catch (FloodWaitException flood) when (flood.Wait <= client.Options.LongestWait)
            {
                if (_transfers[file.Dc].Width.Pause(flood.Wait))
                    client.Options.OnWait?.Invoke(new WaitNotice(file.Dc, flood.Wait, flood.IsPremium, flood.Name));
            }
            catch (Exception error) when (++tries < MostTries && IsCurable(error))
            {
                await CureAsync(file, version, error, tries, cancel);
            }
        }
        throw new ShortPartException(range.Offset, into.Length, got);
    }

    private static bool IsCurable(Exception error) => error switch
    {
        FileReferenceException or MigrateException or LoginLostException { Code: 401 } or ConnectionLostException or TlException => true,
        SecurityCheckException check => check.Check != SecurityCheck.FileHash,
        RpcException rpc => rpc.IsTemporary || rpc.Name == "FILE_TOKEN_INVALID",
        _ => false,
    };

    private async Task CureAsync(RemoteFile file, FileVersion version, Exception error, int tries, CancellationToken cancel)
    {
        switch (error)
        {
            case FileReferenceException:
                await file.RefreshAsync(version, cancel);
                break;
            case MigrateException migrate:
                file.Dc = migrate.Dc;
                break;
            case RpcException { Name: "FILE_TOKEN_INVALID" }:
                file.Cdn = null;
                break;
            case LoginLostException:
                await client.LogInAgainAsync(file.Dc, cancel);
                break;
            case TransportErrorException { IsKeyUnknown: true } when _cdnClient is not null:
                await _cdnClient.RecoverKeyAsync(file.Dc, cancel);
                break;
            default:
                if (_transfers.TryGetValue(file.Dc, out var transfers)) transfers.Width.ConnectionLost();
                await Task.Delay(TimeSpan.FromSeconds(tries), client.Time, cancel);
                break;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AskAsync(RemoteFile file, FileVersion version, PartRange range, Memory<byte> into, CancellationToken cancel)
    {
        if (file.Cdn is { } cdn && await TryCdnAsync(file, cdn, range, into, cancel) is { } read) return read;
        var transfers = _transfers.TryGetValue(file.Dc, out var open) ? open : await OpenAsync(file.Dc, cancel);
        var (got, redirect) = await transfers.ReadAsync(version, range, into, acceptsCdn: _cdnClient is not null && !file.AvoidsCdn, cancel);
        if (redirect is not null)
        {
            if (!file.AvoidsCdn) file.Cdn = new CdnSource(_cdnClient!, redirect, file.Hashes);
            return await ReadAsync(file, range.Offset, into, cancel);
        }
        if (verifiesHashes) await VerifyAsync(file, version, range.Offset, into[..got], cancel);
        return got;
    }

    // A CDN is not trusted. What it spoilt the service itself has.
    private static async ValueTask<int?> TryCdnAsync(RemoteFile file, CdnSource cdn, PartRange range, Memory<byte> into, CancellationToken cancel)
    {
        try
        {
            return await cdn.ReadAsync(file.Dc, range, into, cancel);
        }
        catch (SecurityCheckException error) when (error.Check == SecurityCheck.FileHash)
        {
            (file.AvoidsCdn, file.Cdn) = (true, null);
            return null;
        }
    }

    private async Task VerifyAsync(RemoteFile file, FileVersion version, long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var end = offset + bytes.Length;
        for (var unknown = file.Hashes.FirstUnknown(offset, end); unknown < end; unknown = file.Hashes.FirstUnknown(unknown, end))
        {
            file.Hashes.Add(await client.InvokeOnAsync(file.Dc, new UploadGetFileHashes { Location = version.Location, Offset = unknown }, cancel));
            if (file.Hashes.FirstUnknown(unknown, end) == unknown) throw new SecurityCheckException(SecurityCheck.FileHash, $"the service has no hash for the bytes from {unknown} on");
        }
        file.Hashes.Verify(offset, bytes.Span);
    }

    private async ValueTask<Transfers> OpenAsync(int dc, CancellationToken cancel)
    {
        var links = await client.PartsAsync(dc, cancel);
        return _transfers.GetOrAdd(dc, static (_, state) => new Transfers(state.links, state.Time, state.mostConnections), (links, client.Time, mostConnections));
    }
}
