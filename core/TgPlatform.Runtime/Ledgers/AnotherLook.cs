using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers;

/// <summary>Which items of earlier runs are looked at again when the source names them again; one rule for runs and for plans.</summary>
internal static class AnotherLook
{
    /// <summary>What was filtered may pass a changed filter; what is done is done unless the source says that its content changed.</summary>
    public static bool IsWorth(KnownItem known, Item item) => known.Fate switch
    {
        ItemFate.Filtered => true,
        ItemFate.Done or ItemFate.Skipped => item.Version is not null && known.Version is not null && item.Version != known.Version,
        _ => false,
    };
}
