namespace TgPlatform.Plugins.S3.Connections;

/// <summary>An object that is there.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Etag">The server's mark for its bytes, without quotes.</param>
/// <param name="Mark">What our own objects carry; null on others.</param>
/// <param name="Tags">How many tags it has.</param>
/// <param name="MediaType">Its media type, or null.</param>
/// <param name="IsEncryptedByService">Whether a key of a key management service encrypts it: its ETag is then no sum of its bytes.</param>
internal sealed record StoredObject(long Length, string Etag, string? Mark, int Tags, string? MediaType, bool IsEncryptedByService);
