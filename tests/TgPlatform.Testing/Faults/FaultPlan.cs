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

    /// <summary>Whether the failing call has come.</summary>
    public bool Struck => failAt > 0 && Calls.Count >= failAt;

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
