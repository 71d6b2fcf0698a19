using System.Globalization;
using System.Net.Http.Headers;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>A range to ask for (RFC 9110 §14.2), and the condition under which it is wanted.</summary>
/// <param name="First">First byte.</param>
/// <param name="Last">Last byte, or null for the end.</param>
/// <param name="Condition">Value for If-Range, or null.</param>
internal sealed record ByteRange(long First, long? Last, string? Condition)
{
    public void AddTo(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={First}-{Last}"));
        if (Condition is not null)
            headers.TryAddWithoutValidation("If-Range", Condition);
    }
}
