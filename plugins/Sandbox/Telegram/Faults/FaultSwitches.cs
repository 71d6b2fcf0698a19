namespace TgPlatform.Plugins.Sandbox.Telegram.Faults;

/// <summary>What the whole service does at all times, in numbers and switches; the defaults are a service that behaves.</summary>
public class FaultSwitches
{
    /// <summary>Held back before every answer, in milliseconds.</summary>
    public int LatencyMilliseconds { get; set; }

    /// <summary>What one connection receives per second, in bytes; 0 for no limit.</summary>
    public long ConnectionBytesPerSecond { get; set; }

    /// <summary>What all connections of one account receive per second together, in bytes; 0 for no limit.</summary>
    public long AccountBytesPerSecond { get; set; }

    /// <summary>How far the server's clock is ahead of the real one, in seconds; negative when it is behind.</summary>
    public int ClockSkewSeconds { get; set; }

    /// <summary>How long one salt is the current one, in seconds.</summary>
    public int SaltLifetimeSeconds { get; set; } = 3600;

    /// <summary>How long file references last, in seconds; 0 for ever.</summary>
    public int ReferenceLifetimeSeconds { get; set; }

    /// <summary>True: answers of the API come compressed, except parts of files.</summary>
    public bool GzipAnswers { get; set; }

    /// <summary>Files of at least this many bytes come from the CDN to clients that support it; 0 for none.</summary>
    public long CdnFromBytes { get; set; }

    /// <summary>True: the CDN forgets each part until it is uploaded to it again.</summary>
    public bool CdnForgets { get; set; }

    /// <summary>True: the CDN serves bytes that do not belong to the file.</summary>
    public bool CdnCorrupts { get; set; }

    /// <summary>True: the hashes of <c>upload.getFileHashes</c> do not belong to the file.</summary>
    public bool WrongFileHashes { get; set; }

    /// <summary>Takes over every switch of another set.</summary>
    public void Set(FaultSwitches other)
    {
        foreach (var property in typeof(FaultSwitches).GetProperties()) property.SetValue(this, property.GetValue(other));
    }
}
