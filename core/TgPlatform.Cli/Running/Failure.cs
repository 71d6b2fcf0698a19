using TgPlatform.Contracts;

namespace TgPlatform.Cli.Running;

/// <summary>An item that failed for good in this run.</summary>
/// <param name="Item">The item.</param>
/// <param name="Sink">The sink that failed, or null when it was the source or a hook.</param>
/// <param name="Step">Where it failed; null when nothing was tried.</param>
/// <param name="Kind">What the failure means; null when nothing was tried.</param>
/// <param name="Reason">Why.</param>
/// <param name="Attempt">How many attempts there were.</param>
/// <param name="At">When.</param>
internal sealed record Failure(Item Item, string? Sink, string? Step, FailureKind? Kind, string Reason, int Attempt, DateTimeOffset At);
