using System.Globalization;

namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>What finds kept bytes again: which of the temporary names it was, and the file's identity, which a renaming does not change.</summary>
internal readonly record struct KeptToken(int Attempt, ulong FileId)
{
    public static bool TryParse(string? text, out KeptToken token)
    {
        token = default;
        if (text?.Split('-') is not [var attempt, var id]
            || !int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !ulong.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var fileId))
            return false;
        token = new(number, fileId);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Attempt}-{FileId:x}");
}
