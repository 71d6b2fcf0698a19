using TgPlatform.Contracts;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>The server took the bytes and says they are others than were sent: what it holds now must not stay.</summary>
internal sealed class StoredOtherwiseException(string message) : FailureException(FailureKind.Transient, message);
