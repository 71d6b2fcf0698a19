namespace TgPlatform.Cli.Chaos;

/// <summary>Draws the moments of the kills.</summary>
internal sealed class KillMoments
{
    private const double Growth = 1.5;

    private static readonly TimeSpan LeastSpan = TimeSpan.FromMilliseconds(250);

    private readonly Random _random;
    private TimeSpan _span;

    /// <param name="plan">Seed and number.</param>
    /// <param name="undisturbed">How long a run takes that nobody kills.</param>
    public KillMoments(ChaosPlan plan, TimeSpan undisturbed)
    {
        _random = new(plan.Seed);

        // On average a kill comes in the middle of its span, so that all together take about as long as one run.
        var even = undisturbed * 2 / (plan.Kills + 1);
        _span = even > LeastSpan ? even : LeastSpan;
    }

    /// <summary>How long after its beginning the next run is killed.</summary>
#pragma warning disable CA5394 // repeatable, not secret
    public TimeSpan Next() => _span * _random.NextDouble();
#pragma warning restore CA5394

    /// <summary>A run was killed before it had fetched anything: on a machine that slow, kills must come later for anything ever to be done.</summary>
    public void TooSoon() => _span *= Growth;

    /// <summary>A run was done before its kill came.</summary>
    public void TooLate() => _span /= Growth;
}
