using System.Text;
using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Http.Tests.Tasks;

/// <summary>Reads lists from text.</summary>
internal static class ListReading
{
    public static Task<(List<ListEntry> Entries, string? Problem)> ReadAsync(this IListFormat format, string text, bool isFinished = true, int pieces = int.MaxValue) =>
        format.ReadAsync(Encoding.UTF8.GetBytes(text), isFinished, pieces);

    /// <param name="format">How it is written.</param>
    /// <param name="bytes">The list.</param>
    /// <param name="isFinished">Whether its end is its end.</param>
    /// <param name="pieces">How many bytes come at once.</param>
    public static async Task<(List<ListEntry> Entries, string? Problem)> ReadAsync(this IListFormat format, byte[] bytes, bool isFinished, int pieces)
    {
        var entries = new List<ListEntry>();
        try
        {
            await foreach (var entry in format.ReadAsync(new Drip(bytes, pieces), "list", isFinished, CancellationToken.None))
                entries.Add(entry);
            return (entries, null);
        }
        catch (ListBrokenException broken)
        {
            return (entries, broken.Message);
        }
    }

    private sealed class Drip(byte[] bytes, int pieces) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, pieces)], cancellationToken);
    }
}
