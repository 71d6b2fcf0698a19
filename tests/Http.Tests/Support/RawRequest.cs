namespace TgPlatform.Http.Tests.Support;

/// <summary>A request as it came over the wire.</summary>
internal sealed record RawRequest(int Number, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>First byte of the range asked for, or 0.</summary>
    public int RangeStart => this["Range"] is { } range ? int.Parse(range["bytes=".Length..range.IndexOf('-', StringComparison.Ordinal)], null) : 0;
}
