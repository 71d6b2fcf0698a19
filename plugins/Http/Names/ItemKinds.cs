using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http.Names;

/// <summary>What a file is, by its extension.</summary>
internal static class ItemKinds
{
    private static readonly Dictionary<string, ItemKind> ByExtension = Table(
        (ItemKind.Photo, ".jpg .jpeg .png .webp .bmp .tif .tiff .heic .heif .avif"),
        (ItemKind.Video, ".mp4 .m4v .mkv .webm .mov .avi .wmv .mpg .mpeg .ts .flv .3gp"),
        (ItemKind.Audio, ".mp3 .m4a .flac .wav .ogg .opus .aac .wma"),
        (ItemKind.Animation, ".gif"),
        (ItemKind.Document, ".pdf .txt .md .csv .json .xml .html .htm .doc .docx .xls .xlsx .ppt .pptx .odt .ods .epub .zip .gz .tgz .bz2 .xz .zst .7z .rar .tar .iso"));

    /// <summary>The kind a name suggests; <see cref="ItemKind.Other"/> when it suggests none.</summary>
    public static ItemKind Of(string name) => ByExtension.GetValueOrDefault(Path.GetExtension(name));

    private static Dictionary<string, ItemKind> Table(params (ItemKind Kind, string Extensions)[] rows) => rows
        .SelectMany(static row => row.Extensions.Split(' '), static (row, extension) => (extension, row.Kind))
        .ToDictionary(static pair => pair.extension, static pair => pair.Kind, StringComparer.OrdinalIgnoreCase);
}
