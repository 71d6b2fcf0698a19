using System.Collections.Concurrent;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>Counts how often each URL was asked for, so that a fault can pass after a few times.</summary>
internal sealed class FaultCounter
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    /// <summary>Counts one request; returns how many there were before it.</summary>
    public int Count(string url) => _counts.AddOrUpdate(url, 1, static (_, count) => count + 1) - 1;
}
