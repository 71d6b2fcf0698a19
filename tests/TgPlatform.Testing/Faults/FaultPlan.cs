using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>The first, second … call of a contract member.</summary>
/// <param name="Member">Interface and member; followed by what has happened when it is not the call itself: <c>ISink.BeginAsync answered</c>.</param>
/// <param name="Time">From 1.</param>
public readonly record struct PlannedCall(string Member, int Time)
{
    /// <summary>For people.</summary>
    public override string ToString() => $"{Member} #{Time}";
}

/// <summary>What goes wrong at a call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Way">How.</param>
public sealed record PlannedFault(PlannedCall Call, FaultWay Way = FaultWay.Cut);

/// <summary>Counts the calls of contract members and makes some of them fail.</summary>
/// <param name="faults">Those that fail, each once.</param>
public sealed class FaultPlan(params IReadOnlyList<PlannedFault> faults)
{
    private readonly Lock _lock = new();
    private readonly List<PlannedCall> _calls = [];
    private readonly List<PlannedFault> _struck = [];

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<PlannedCall> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    /// <summary>What has gone wrong so far, in order.</summary>
    public IReadOnlyList<PlannedFault> Struck
    {
        get
        {
            lock (_lock)
                return [.. _struck];
        }
    }

    /// <summary>Raised at a fault that is <see cref="FaultWay.Stopped"/>, within the call.</summary>
    public event Action? Stopping;

    /// <summary>For messages.</summary>
    public override string ToString() => Struck is { Count: > 0 } struck ? $"after {string.Join(" and ", struck.Select(static fault => $"{fault.Call} ({fault.Way})"))} failed" : "without any fault";

    /// <summary>The first and the last call of each member: those between are made in the same state as one of these.</summary>
    /// <param name="behind">Only calls behind this one; null for all.</param>
    internal IEnumerable<PlannedCall> Turns(PlannedCall? behind = null)
    {
        var calls = Calls.ToList();
        return calls.Skip(behind is { } call ? calls.IndexOf(call) + 1 : 0).GroupBy(static call => call.Member).SelectMany(static turns => new[] { turns.First(), turns.Last() }).Distinct();
    }

    internal void Pass(string member)
    {
        PlannedFault? fault;
        lock (_lock)
        {
            var call = new PlannedCall(member, _calls.Count(one => one.Member == member) + 1);
            _calls.Add(call);
            fault = faults.FirstOrDefault(one => one.Call == call);
            if (fault is null)
                return;
            _struck.Add(fault);
        }

        var what = $"{fault.Call} fails as planned.";
        switch (fault.Way)
        {
            case FaultWay.Stopped: Stopping?.Invoke(); break;
            case FaultWay.Cut: throw new IOException(what);
            case FaultWay.TimedOut: throw new OperationCanceledException(what);
            case FaultWay.Unexpected: throw new InvalidOperationException(what);
            case FaultWay.Throttled: throw new FailureException(FailureKind.Throttled, what);
            case FaultWay.Blocked: throw new FailureException(FailureKind.Blocked, what);
            case FaultWay.Permanent: throw new FailureException(FailureKind.Permanent, what);
            default: throw new FailureException(FailureKind.Poison, what);
        }
    }
}
