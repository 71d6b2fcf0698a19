using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>
/// Each call in turn fails, under the real engine: no half record, none lost, none twice beyond the sink's own promise, and every item accounted for. It
/// needs the runtime beside the suite.
/// </summary>
public abstract class RecordSinkFaultContract : RecordSinkContract
{
    private const int PerRun = 5;

    private readonly List<string> _keys = [];
    private int _runs, _twice;

    [Fact]
    public async Task Run_NothingFound_WritesNoBatch()
    {
        var plan = new FaultPlan();
        using var run = new FaultRun();
        await run.RunAsync(static () => new MemorySource(), FaultRun.Records(() => FaultProxy.Wrap(Create(), plan)), plan);

        Assert.DoesNotContain(plan.Calls, static call => call.Member.StartsWith("IRecordSink", StringComparison.Ordinal));
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Run_EachCallFailsInTurnAndInEveryWay_EndsWithEveryRecordOnce()
    {
        var plan = new FaultPlan();
        await RunAndCureAsync(plan, () => FaultProxy.Wrap(Create(), plan));
        foreach (var call in plan.Turns())
        {
            foreach (var way in Enum.GetValues<FaultWay>())
                await Strikes.RunAsync([new PlannedFault(call, way)], failing => RunAndCureAsync(failing, () => FaultProxy.Wrap(Create(), failing)));
        }
    }

    [Theory]
    [InlineData(FailureKind.Transient)]
    [InlineData(FailureKind.Permanent)]
    public async Task Run_SomeRecordsOfABatchAreRefused_ThoseAloneComeAgain(FailureKind kind)
    {
        var keys = NextKeys();
        var (refuse, taken) = (new HashSet<string> { keys[1], keys[2], keys[4] }, new List<string>());
        var sink = FaultRun.Records(() => new RefusingRecordSink(Create(), refuse, kind, taken));
        using var run = new FaultRun { MayGiveUp = kind == FailureKind.Permanent };
        var failed = await run.RunAsync(() => Source(keys), sink, new());
        Assert.Equal(kind == FailureKind.Permanent ? 3 : 0, failed.Counts.Dead);
        Assert.Empty(refuse);

        var cured = await run.CureAsync(() => Source(keys), sink, failed);
        Assert.Equal(PerRun, cured.Counts.Done);
        Assert.Equal(keys, taken.Order(StringComparer.Ordinal));
        AssertEach(await StoredAsync(), keys, times: 1);
    }

    private async Task RunAndCureAsync(FaultPlan plan, Func<IRecordSink> failing)
    {
        var keys = NextKeys();
        using var run = new FaultRun();
        var failed = await run.RunAsync(() => Source(keys), FaultRun.Records(failing), plan);
        Assert.Subset(_keys.ToHashSet(StringComparer.Ordinal), Keys(await StoredAsync()));

        var cured = await run.CureAsync(() => Source(keys), FaultRun.Records(Create), failed);
        Assert.Equal((PerRun, PerRun), (cured.Counts.Found, cured.Counts.Done));
        var stored = await StoredAsync();
        Assert.Equal(_keys.Order(StringComparer.Ordinal), Keys(stored).Order(StringComparer.Ordinal));
        _twice += MayAddAgain(plan) ? stored.Count - _keys.Count - _twice : 0;
        Assert.True(stored.Count == _keys.Count + _twice, $"{stored.Count} records are stored instead of {_keys.Count + _twice} {plan}.");
    }

    // Only what was stored and then said to have failed comes again to the same process.
    private bool MayAddAgain(FaultPlan plan) => OnAgain != OnRecordAgain.Replaces
        && plan.Struck.Any(static fault => fault.Call.Member == "IRecordSink.WriteBatchAsync answered" && fault.Way != FaultWay.Stopped);

    private string[] NextKeys()
    {
        _runs++;
        string[] keys = [.. Enumerable.Range(0, PerRun).Select(number => $"{_runs}-{number}")];
        _keys.AddRange(keys);
        return keys;
    }

    private static MemorySource Source(string[] keys) => new([.. keys.Select(static key => ((ItemGroup)Note(key).Item, Array.Empty<byte[]>()))]);
}
