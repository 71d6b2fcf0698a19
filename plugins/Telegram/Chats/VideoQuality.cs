using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>Which of the qualities of a video is wanted (core.telegram.org/api/files, alt_documents): the one that was sent, or the best up to a height.</summary>
/// <param name="MostHeight">In pixels; null for the video as it was sent.</param>
internal readonly record struct VideoQuality(int? MostHeight)
{
    /// <summary>The smallest where none is small enough; what has no other qualities as it is.</summary>
    public Document Choose(MessageMediaDocument media, Document sent)
    {
        if (MostHeight is not { } most || HeightOf(sent) is not { } height || height <= most) return sent;
        // Playlists for streaming are among them.
        var others = (media.AltDocuments ?? []).OfType<Document>().Where(other => other.MimeType.StartsWith("video/", StringComparison.Ordinal) && HeightOf(other) > 0).Append(sent);
        return others.OrderBy(HeightOf).ThenBy(other => other.Size).Aggregate((best, next) => HeightOf(next) <= most ? next : best);
    }

    private static int? HeightOf(Document document) => document.Attributes.OfType<DocumentAttributeVideo>().FirstOrDefault()?.H;
}
