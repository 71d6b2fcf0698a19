namespace TgPlatform.Cli.Ledgers;

/// <summary>What no run has brought to its end yet.</summary>
/// <param name="Items">How many items, without those that are asked for once more.</param>
/// <param name="Why">How that comes; null when the last run was stopped as usual.</param>
internal readonly record struct PendingHint(long Items, string? Why);
