using System.Buffers;
using System.Text.Json;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>Cuts a JSON array that arrives in pieces into its whole elements.</summary>
internal sealed class JsonArrayScanner
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private JsonReaderState _state = new(new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    private List<JsonElement> _found = [];
    private bool _isInside;

    /// <summary>Whether the array's end was seen.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Looks through bytes that follow those consumed before.</summary>
    /// <returns>How many bytes are done with; the rest must come again with more behind it.</returns>
    /// <exception cref="JsonException">It is not a JSON array.</exception>
    public long Scan(ReadOnlySequence<byte> bytes)
    {
        var mark = _isInside ? 0 : MarkLength(bytes);
        var reader = new Utf8JsonReader(bytes.Slice(mark), isFinalBlock: false, _state);
        if (!_isInside)
        {
            if (!reader.Read())
                return 0;
            _isInside = reader.TokenType == JsonTokenType.StartArray ? true : throw new JsonException("No array.", null, 0, 0);
        }

        var done = reader;
        while (!IsAtEnd && reader.Read())
        {
            IsAtEnd = reader.TokenType == JsonTokenType.EndArray;
            if (!IsAtEnd)
            {
                if (!JsonElement.TryParseValue(ref reader, out var element))
                    break;
                _found.Add(element.Value);
            }

            done = reader;
        }

        _state = done.CurrentState;
        return mark + done.BytesConsumed;
    }

    /// <summary>The elements found since the last call.</summary>
    public IReadOnlyList<JsonElement> TakeFound()
    {
        var found = _found;
        _found = [];
        return found;
    }

    private static int MarkLength(ReadOnlySequence<byte> bytes) =>
        bytes.Length >= ByteOrderMark.Length && bytes.Slice(0, ByteOrderMark.Length).ToArray().AsSpan().SequenceEqual(ByteOrderMark) ? ByteOrderMark.Length : 0;
}
