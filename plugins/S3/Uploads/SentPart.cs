namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>A part that the server holds.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Etag">The server's mark for it, without quotes.</param>
/// <param name="Crc32C">Its CRC-32C in base64, where the server keeps one.</param>
internal sealed record SentPart(int Number, long Length, string Etag, string? Crc32C);
