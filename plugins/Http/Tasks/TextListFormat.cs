using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>One URL per line; empty lines and lines beginning with # do not count.</summary>
internal sealed class TextListFormat : IListFormat
{
    public async IAsyncEnumerable<ListEntry> ReadAsync(Stream stream, string name, bool isFinished, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new(bufferSize: 64 << 10, leaveOpen: true));
        for (var number = 1; ; number++)
        {
            var (line, isTerminated) = await ReadLineAsync(reader, cancellationToken);
            if (line is null)
                yield break;
            if (!isTerminated && !isFinished)
                throw new ListBrokenException($"{name}, line {number}: it does not end yet.");
            line = line.Trim('\uFEFF', ' ', '\t', '\r');
            if (line.Length > 0 && line[0] != '#')
                yield return EntryOf(line, name, number);
        }
    }

    private static ListEntry EntryOf(string line, string name, int number) => TaskUrl.TryParse(line, out var url)
        ? ListEntry.Of(new(url))
        : ListEntry.Wrong($"{name}, line {number}: it is not a URL. Write it in full, with http:// or https://.", line);

    private static async ValueTask<(string? Line, bool IsTerminated)> ReadLineAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(buffer.Slice(0, end));
                reader.AdvanceTo(buffer.GetPosition(1, end));
                return (line, true);
            }

            if (read.IsCompleted)
            {
                var rest = buffer.IsEmpty ? null : Encoding.UTF8.GetString(buffer);
                reader.AdvanceTo(buffer.End);
                return (rest, false);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
