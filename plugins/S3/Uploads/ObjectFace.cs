namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>What one object is to be beside its bytes.</summary>
/// <param name="Headers">As headers of the request that makes it, tags among them.</param>
/// <param name="Tags">Its tags, for servers that forget them.</param>
internal sealed record ObjectFace(IReadOnlyList<KeyValuePair<string, string>> Headers, IReadOnlyDictionary<string, string> Tags);
