using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>A JSON array of tasks, read element by element: a file of any length, and one whose end is still being written.</summary>
internal sealed class JsonListFormat : IListFormat
{
    public async IAsyncEnumerable<ListEntry> ReadAsync(Stream stream, string name, bool isFinished, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new(bufferSize: 64 << 10, leaveOpen: true));
        var scanner = new JsonArrayScanner();
        var number = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var broken = TryScan(scanner, read.Buffer, out var consumed);
            foreach (var element in scanner.TakeFound())
                yield return JsonTask.Read(element, $"{name}, entry {++number}");
            if (scanner.IsAtEnd)
                yield break;
            if (broken is not null)
                throw new ListBrokenException($"{name}, {broken}");
            if (read.IsCompleted)
                throw new ListBrokenException($"{name}: it ends before its list does. Write [{{\"url\": \"https://…\"}}, …].");
            reader.AdvanceTo(consumed, read.Buffer.End);
        }
    }

    private static string? TryScan(JsonArrayScanner scanner, ReadOnlySequence<byte> buffer, out SequencePosition consumed)
    {
        consumed = buffer.Start;
        try
        {
            consumed = buffer.GetPosition(scanner.Scan(buffer));
            return null;
        }
        catch (JsonException wrong)
        {
            return $"line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}: this is not a JSON list of tasks. Write [{{\"url\": \"https://…\"}}, …].";
        }
    }
}
