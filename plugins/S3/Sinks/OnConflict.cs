namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>What happens when the final name is taken.</summary>
public enum OnConflict
{
    /// <summary>The item fails.</summary>
    Fail = 0,

    /// <summary>What is there stays, and the item has nothing to do.</summary>
    Skip,

    /// <summary>What is there is replaced in one step.</summary>
    Overwrite,

    /// <summary>The item gets the next free name: <c>photo (2).jpg</c>.</summary>
    Rename,
}
