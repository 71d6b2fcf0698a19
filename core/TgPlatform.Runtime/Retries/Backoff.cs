namespace TgPlatform.Runtime.Retries;

/// <summary>
/// How long to wait before the next attempt: a random part of a pause that doubles from attempt to attempt up to a limit, so that many who
/// failed together do not come back together.
/// </summary>
internal sealed class Backoff(RetrySettings settings, Func<double> random)
{
    /// <summary>Attempts before an item is given up.</summary>
    public int Attempts => settings.Attempts;

    /// <summary>The pause after so many failed attempts.</summary>
    /// <param name="failed">At least 1.</param>
    /// <param name="askedFor">What the other side asked for: never wait less.</param>
    public TimeSpan After(int failed, TimeSpan? askedFor)
    {
        var ceiling = Math.Min(settings.Backoff.Last.TotalSeconds, settings.Backoff.First.TotalSeconds * Math.Pow(2, Math.Min(failed - 1, 40)));
        var pause = TimeSpan.FromSeconds(ceiling * random());
        return askedFor > pause ? askedFor.Value : pause;
    }
}
