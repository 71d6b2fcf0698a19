namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>Who encrypts objects at rest, and with whose key.</summary>
public enum Encryption
{
    /// <summary>As the bucket is set up.</summary>
    Bucket = 0,

    /// <summary>The server, with keys of its own.</summary>
    S3,

    /// <summary>The server, with a key of its key management service.</summary>
    Kms,

    /// <summary>The server, with a key that every request brings and that it forgets.</summary>
    Customer,
}
