using System.Diagnostics.CodeAnalysis;

namespace TgPlatform.Runtime.Retries;

/// <summary>Takes a failure's message apart: the first line is the reason, which is the item's own; the lines behind it are advice that many items share.</summary>
public static class FailureText
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    /// <summary>The reason alone.</summary>
    public static string Short(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.IndexOfAny(LineEnds) is var end and >= 0 ? reason[..end] : reason;
    }

    /// <summary>The advice in one line; false when there is none.</summary>
    public static bool TryAdvice(string reason, [NotNullWhen(true)] out string? advice)
    {
        ArgumentNullException.ThrowIfNull(reason);
        advice = reason[Short(reason).Length..].Trim().ReplaceLineEndings(" ");
        return advice.Length > 0;
    }
}
