using System.Globalization;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>Compares what came with what the source declared.</summary>
internal static class Proof
{
    /// <summary>Null when the content is whole; else what differs, for people.</summary>
    public static string? WhyNotWhole(ContentSeal seal, Content content)
    {
        if (content.Length is { } declared && declared != seal.Length)
            return string.Create(CultureInfo.InvariantCulture, $"the content ended after {seal.Length} of {declared} bytes");
        foreach (var digest in content.Digests)
        {
            if (seal.Digests.FirstOrDefault(computed => computed.Algorithm == digest.Algorithm) is { } computed && computed != digest)
                return $"the content is not what the source declared: {digest} was declared, {computed} arrived";
        }

        return null;
    }
}
