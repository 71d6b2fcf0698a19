namespace TgPlatform.Testing;

/// <summary>Compares contents and says where they part, instead of printing them.</summary>
internal static class SameBytes
{
    public static void Assert(byte[] expected, byte[] actual, string what)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
            Xunit.Assert.Fail($"{what}: {actual.Length} bytes instead of {expected.Length}, the same up to {expected.AsSpan().CommonPrefixLength(actual)}.");
    }
}
