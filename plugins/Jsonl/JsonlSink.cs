using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Jsonl;

/// <summary>
/// Adds records to a file, each batch flushed before it counts. A record that was written right before a kill comes again; when its line is
/// the last of its key and the same, it is not written twice.
/// </summary>
internal sealed class JsonlSink(JsonlSinkOptions options, PluginContext context) : IRecordSink, IConnecting, IListsRecords
{
    // Far more than the batches that can have been under way at once.
    private const int Remembered = 64 << 20;

    private readonly string _path = context.Resolve(options.Path);
    private readonly MemoryStream _lines = new();
    private readonly Dictionary<(string Type, string Key), UInt128> _earlier = [];
    private LineFile? _file;

    public ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        _file = LineFile.Open(_path);
        if (_file.Cut > 0) context.Logger.LogWarning("{Path}: a line of {Bytes} bytes that an earlier run could not finish was cut away", _path, _file.Cut);
        Learn();
        return ValueTask.CompletedTask;
    }

    public ValueTask WriteBatchAsync(string type, IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        _lines.SetLength(0);
        foreach (var record in records) Add(record);
        try
        {
            if (_lines.Length > 0) _file!.Append(_lines.GetBuffer().AsSpan(0, (int)_lines.Length));
        }
        catch
        {
            Learn();
            throw;
        }

        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<string> Files => [_path];

    public async IAsyncEnumerable<RecordIdentity> ListRecordsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var damaged = new HashSet<RecordIdentity>();
        await foreach (var line in LineFile.ReadLinesAsync(_path, cancellationToken))
        {
            if (RecordLine.IdentityOf(line) is not var (type, key)) continue;
            var record = new RecordIdentity(type, key);
            if (RecordLine.IsWhole(line))
            {
                // The last line of a key is the record.
                damaged.Remove(record);
                yield return record;
            }
            else damaged.Add(record);
        }

        foreach (var record in damaged) yield return record with { IsDamaged = true };
    }

    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        _lines.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Add(Record record)
    {
        var start = (int)_lines.Length;
        RecordLine.Write(_lines, record);
        var line = _lines.GetBuffer().AsSpan(start, (int)_lines.Length - start - 1);
        if (!_earlier.TryGetValue((record.Type, record.Key), out var sum)) return;
        if (sum == SumOf(line)) _lines.SetLength(start);
        else _earlier.Remove((record.Type, record.Key));
    }

    private void Learn()
    {
        _earlier.Clear();
        foreach (var line in _file!.LastLines(Remembered))
            if (RecordLine.IdentityOf(line.Span) is { } record) _earlier[record] = SumOf(line.Span);
    }

    private static UInt128 SumOf(ReadOnlySpan<byte> line) => MemoryMarshal.Read<UInt128>(SHA256.HashData(line));
}
