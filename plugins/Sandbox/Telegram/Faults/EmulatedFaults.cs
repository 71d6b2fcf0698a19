namespace TgPlatform.Plugins.Sandbox.Telegram.Faults;

/// <summary>Everything that may go wrong, switchable at any time. Fresh, nothing does.</summary>
public sealed class EmulatedFaults(TimeProvider time) : FaultSwitches
{
    private readonly Lock _gate = new();
    private readonly List<(FaultRule Rule, int[] Seen)> _rules = [];
    private readonly List<FloodLimit> _limits = [];
    private readonly Dictionary<(FloodLimit, string), FloodMeter> _meters = [];

    /// <summary>Adds a rule after those already there.</summary>
    public void Add(FaultRule rule)
    {
        lock (_gate) _rules.Add((rule, [0]));
    }

    /// <summary>Adds a limit on calls.</summary>
    public void Add(FloodLimit limit)
    {
        lock (_gate) _limits.Add(limit);
    }

    /// <summary>Removes all rules and limits; the switches stay.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
            _limits.Clear();
            _meters.Clear();
        }
    }

    internal Fault Take(string method, string? account, int dataCentre)
    {
        var fault = default(Fault);
        lock (_gate)
        {
            foreach (var (rule, seen) in _rules)
            {
                if (!Matches(rule.On, method) || (rule.Account ?? account) != account || (rule.DataCentre != 0 && rule.DataCentre != dataCentre)) continue;
                var number = seen[0]++ - rule.Skip;
                var every = Math.Max(1, rule.Every);
                if (number >= 0 && number % every == 0 && (rule.Times == 0 || number / every < rule.Times)) fault = fault.With(rule);
            }
        }
        return fault;
    }

    internal string? Flood(string method, string account, bool premium)
    {
        lock (_gate)
        {
            foreach (var limit in _limits)
            {
                if (!Matches(limit.On, method) || (limit.Premium && premium)) continue;
                if (!_meters.TryGetValue((limit, account), out var meter)) _meters[(limit, account)] = meter = new FloodMeter(limit);
                if (meter.Count(time.GetUtcNow()) is { } refusal) return refusal;
            }
            return null;
        }
    }

    private static bool Matches(string pattern, string method) =>
        pattern == "*" || pattern == method || (pattern.EndsWith(".*", StringComparison.Ordinal) && method.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
