using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http;

/// <summary>One lane per host, made when the host is met.</summary>
internal sealed class HostLanes(int concurrency)
{
    private readonly Lock _adding = new();
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private volatile Lane[] _all = [];

    public IReadOnlyList<Lane> All => _all;

    /// <summary>Makes sure that there is a lane for a host.</summary>
    public void Meet(string host)
    {
        lock (_adding)
        {
            if (_names.Add(host))
                _all = [.. _all, new(host) { MaxConcurrency = concurrency }];
        }
    }
}
