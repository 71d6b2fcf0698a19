namespace TgPlatform.Plugins.FileSystem.Sinks;

/// <summary>What survives a power failure. A crash of this program alone never costs anything.</summary>
public enum Durability
{
    /// <summary>Nothing is promised: the system writes when it likes.</summary>
    None = 0,

    /// <summary>Bytes are flushed before they get their name; names are flushed when the run is done with a folder.</summary>
    File,

    /// <summary>Bytes and names are flushed before an item counts as done.</summary>
    Full,
}
