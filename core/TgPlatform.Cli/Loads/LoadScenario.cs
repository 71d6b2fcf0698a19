namespace TgPlatform.Cli.Loads;

/// <summary>What an operator wants to know before going live, written once and independent of what runs it.</summary>
internal sealed record LoadScenario
{
    /// <summary>Its name in reports.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in one sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>How long the load of the first phase's beginning is applied before anything counts.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>The load, phase after phase.</summary>
    public required IReadOnlyList<LoadPhase> Profile { get; init; }

    /// <summary>How long what is under way at the end may take.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What must be true of the result.</summary>
    public IReadOnlyList<LoadCheck> Checks { get; init; } = [];

    /// <summary>Starts what is put under load.</summary>
    public required Func<CancellationToken, Task<ILoadTarget>> Start { get; init; }
}

/// <summary>What is put under load. Called for many items at once.</summary>
internal interface ILoadTarget : IAsyncDisposable
{
    /// <summary>Offers one item, and ends when it has come to its end.</summary>
    /// <param name="cancellationToken">Nobody waits for it any more.</param>
    Task<LoadAnswer> StepAsync(CancellationToken cancellationToken);
}

/// <summary>How an item ended.</summary>
/// <param name="Bytes">Content bytes committed, every sink counted.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="KeptOut">True when the pipeline's own conditions kept it out: neither a success nor a failure.</param>
internal readonly record struct LoadAnswer(long Bytes, string? Error = null, bool KeptOut = false);
