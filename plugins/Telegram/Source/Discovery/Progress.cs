using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Updates;

namespace TgPlatform.Plugins.Telegram.Source.Discovery;

/// <summary>How far every part of the pipeline's selection has been handed out; as one text it is the source's cursor.</summary>
internal sealed class Progress
{
    private const string UpdatesPart = "live", SeenPart = "seen/";

    private readonly SortedDictionary<string, Coverage> _parts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SeenIds> _seen = new(StringComparer.Ordinal);

    /// <summary>How far the rows of updates were followed, when they are.</summary>
    public UpdateState Updates { get; private set; } = new();

    public static Progress Parse(string? cursor)
    {
        var progress = new Progress();
        try
        {
            foreach (var part in (cursor ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = part.LastIndexOf(':');
                if (colon <= 0) throw new FormatException($"'{part}' has no ranges");
                if (part[..colon] == UpdatesPart) progress.Updates = UpdateState.Parse(part[(colon + 1)..]);
                else if (part.StartsWith(SeenPart, StringComparison.Ordinal)) progress._seen[part[SeenPart.Length..colon]] = SeenIds.Parse(part[(colon + 1)..]);
                else progress._parts[part[..colon]] = Coverage.Parse(part[(colon + 1)..]);
            }
            return progress;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new FailureException(FailureKind.Permanent, $"The place an earlier run reached cannot be read: {error.Message}.", error);
        }
    }

    public Coverage Of(string part) => _parts.TryGetValue(part, out var coverage) ? coverage : _parts[part] = new Coverage();

    /// <summary>Which messages of a chat were met. Kept for those who ask for it, and only of chats whose numbers are not their own.</summary>
    public SeenIds SeenIn(ChatScene scene) => _seen.TryGetValue(scene.IdPrefix, out var seen) ? seen : _seen[scene.IdPrefix] = new SeenIds();

    public override string ToString()
    {
        var parts = _parts.Select(part => $"{part.Key}:{part.Value}").Concat(_seen.Select(part => $"{SeenPart}{part.Key}:{part.Value}"));
        var updates = Updates.ToString();
        return string.Join(';', updates.Length == 0 ? parts : parts.Append($"{UpdatesPart}:{updates}"));
    }
}
