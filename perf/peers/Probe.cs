using System.Buffers;
using System.Globalization;

namespace TgPlatform.Peers;

/// <summary>Fetches a list of addresses with HttpClient into files, with no hooks, ledger or hashes.</summary>
internal static class Probe
{
    /// <summary>Runs it.</summary>
    public static async Task RunAsync(string list, string output, int connections)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null };
        using var client = new HttpClient(handler);
        var addresses = await File.ReadAllLinesAsync(list);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            for (int one; (one = Interlocked.Increment(ref next)) < addresses.Length;)
                await FetchAsync(client, addresses[one], output);
        })));
    }

    private static async Task FetchAsync(HttpClient client, string address, string output)
    {
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var length = answer.Content.Headers.ContentLength ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{address}: no length"));
        await using var content = await answer.Content.ReadAsStreamAsync();
        using var file = File.OpenHandle(Path.Combine(output, address[(address.LastIndexOf('/') + 1)..]), FileMode.CreateNew, FileAccess.Write);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, 1 << 20));
        for (long offset = 0; offset < length;)
        {
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - offset)), (int)Math.Min(buffer.Length, length - offset));
            RandomAccess.Write(file, buffer.AsSpan(0, read), offset);
            offset += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
