using System.Globalization;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>What finds kept bytes again: which of the temporary names it was, and the file's identity, which a renaming does not change.</summary>
/// <param name="Attempt">Which of the temporary names.</param>
/// <param name="FileId">The file's identity.</param>
/// <param name="IsLinked">Whether the bytes are also those of committed content, and so must never be changed.</param>
internal readonly record struct KeptToken(int Attempt, ulong FileId, bool IsLinked = false)
{
    private const string Linked = "linked";

    public static bool TryParse(string? text, out KeptToken token)
    {
        token = default;
        if (text?.Split('-') is not [var attempt, var id, .. var rest] || rest is not ([] or [Linked])
            || !int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !ulong.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var fileId))
            return false;
        token = new(number, fileId, rest.Length > 0);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Attempt}-{FileId:x}{(IsLinked ? "-" + Linked : "")}");
}
