namespace TgPlatform.Testing;

/// <summary>Counts the calls of contract members and makes one of them fail.</summary>
/// <param name="failAt">Which call fails, from 1; 0 for none.</param>
/// <param name="failure">Makes what is thrown; an <see cref="IOException"/> when left out.</param>
public sealed class FaultPlan(int failAt, Func<Exception>? failure = null)
{
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];

    /// <summary>The members called so far, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    /// <summary>The member whose call failed; null when it has not come yet.</summary>
    public string? Struck => failAt > 0 && Calls is { } calls && calls.Count >= failAt ? calls[failAt - 1] : null;

    /// <summary>The first and the last call of each member: those between are made in the same state as one of these.</summary>
    internal IEnumerable<int> Turns()
        => Calls.Index().GroupBy(static call => call.Item, static call => call.Index + 1).SelectMany(static turns => new[] { turns.First(), turns.Last() }).Distinct().Order();

    internal void Pass(string member)
    {
        lock (_lock)
        {
            _calls.Add(member);
            if (_calls.Count != failAt)
                return;
        }

        throw failure?.Invoke() ?? new IOException($"Call {failAt} ({member}) fails as planned.");
    }
}
