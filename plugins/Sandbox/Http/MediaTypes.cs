namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>Media types of the sandbox's files.</summary>
internal static class MediaTypes
{
    public static string Of(string path) => Path.GetExtension(path) switch
    {
        ".jpg" => "image/jpeg",
        ".pdf" => "application/pdf",
        ".txt" => "text/plain",
        ".mp3" => "audio/mpeg",
        ".mp4" => "video/mp4",
        _ => "application/octet-stream",
    };
}
