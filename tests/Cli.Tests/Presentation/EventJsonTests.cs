using System.Text.Json;
using TgPlatform.Cli.Presentation;
using TgPlatform.Cli.Running;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Cli.Tests.Presentation;

public sealed class EventJsonTests
{
    private static readonly Item Item = new() { Id = "7", Name = "a.jpg", Size = 5, Locator = "secret-locator" };

    public static TheoryData<RunEvent, string> Events() => new()
    {
        { new RunStarted(Snapshots.Now, "archive", 3, true) { Unfinished = new() { RunBegan = Snapshots.Now, UnderWay = 2, WholeItems = 1, KeptItems = 1, KeptBytes = 77, PartlyDoneItems = 4, FailedItems = 3 } }, """{"event":"run_started","at":"2030-01-01T12:00:00+00:00","pipeline":"archive","pending":3,"last_run_was_killed":true,"last_run":{"began":"2030-01-01T12:00:00+00:00","last_heard":null,"items_under_way":2},"unfinished":{"whole_items":1,"kept_items":1,"kept_bytes":77,"partly_done_items":4,"failed_items":3}}""" },
        { new GroupFound(Snapshots.Now, Item, [ItemFate.Filtered]), """{"event":"group_found","at":"2030-01-01T12:00:00+00:00","group":"7","items":[{"item":"7","name":"a.jpg","size":5,"fate":"filtered"}]}""" },
        { new DiscoveryEnded(Snapshots.Now), """{"event":"discovery_ended","at":"2030-01-01T12:00:00+00:00"}""" },
        { new ItemClaimed(Snapshots.Now, Item, "main", 3, 1), """{"event":"item_claimed","at":"2030-01-01T12:00:00+00:00","item":"7","name":"a.jpg","size":5,"lane":"main","worker":3,"attempt":1}""" },
        { new ItemCommitted(Snapshots.Now, Item, "disk", new("b.jpg"), 5), """{"event":"item_committed","at":"2030-01-01T12:00:00+00:00","item":"7","name":"a.jpg","size":5,"sink":"disk","committed_as":"b.jpg","length":5}""" },
        { new AttemptFailed(Snapshots.Now, Item, null, "read", FailureKind.Transient, "reset", 2, Snapshots.Now), """{"event":"attempt_failed","at":"2030-01-01T12:00:00+00:00","item":"7","name":"a.jpg","size":5,"sink":null,"step":"read","kind":"transient","reason":"reset","attempt":2,"next_try":"2030-01-01T12:00:00+00:00"}""" },
        { new ItemEnded(Snapshots.Now, Item, ItemFate.Done, null), """{"event":"item_ended","at":"2030-01-01T12:00:00+00:00","item":"7","name":"a.jpg","size":5,"fate":"done","reason":null}""" },
        { new LaneChanged(Snapshots.Now, "main", new(false, null, "gone")), """{"event":"lane_changed","at":"2030-01-01T12:00:00+00:00","lane":"main","open":false,"waiting_until":null,"reason":"gone"}""" },
        { new SinkChanged(Snapshots.Now, "disk", "full"), """{"event":"sink_changed","at":"2030-01-01T12:00:00+00:00","sink":"disk","reason":"full"}""" },
        { new WorkerRestarted(Snapshots.Now, "producer 1", "bug"), """{"event":"worker_restarted","at":"2030-01-01T12:00:00+00:00","worker":"producer 1","reason":"bug"}""" },
        { new Notice(Snapshots.Now, "by the way"), """{"event":"notice","at":"2030-01-01T12:00:00+00:00","message":"by the way"}""" },
        { new RunEnded(Snapshots.Now, new(new(1, 2, 3, 4, 5), default, false, null) { BytesFetched = 7 }), """{"event":"run_ended","at":"2030-01-01T12:00:00+00:00","counts":{"found":15,"done":2,"filtered":3,"skipped":4,"dead":5,"pending":1},"this_run":{"found":0,"done":0,"filtered":0,"skipped":0,"dead":0,"pending":0},"bytes_fetched":7,"stopped":false,"problem":null}""" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Of_Event_IsOneLineWithEverything(RunEvent happened, string expected) => Assert.Equal(expected, EventJson.Of(happened));

    [Fact]
    public void Of_EveryKindOfEvent_IsTested() => Assert.Equal(
        typeof(RunEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(RunEvent))).Select(static type => type.Name).Order(StringComparer.Ordinal),
        Events().Select(static row => row[0].GetType().Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("line\nbreak\u2028 \"quoted\" \\ \0 \u001b")]
    [InlineData("lone \ud800 surrogate")]
    public void Of_HostileName_StaysOnOneLineOfValidJson(string name)
    {
        var line = EventJson.Of(new ItemEnded(Snapshots.Now, Item with { Name = name }, ItemFate.Dead, name));

        Assert.Equal(-1, line.AsSpan().IndexOfAny("\n\r\u2028\u001b"));
        using var json = JsonDocument.Parse(line);
        Assert.Equal(name.Replace('\ud800', '\ufffd'), json.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public void Of_Snapshot_HoldsProgressBufferAndLanes()
    {
        using var json = JsonDocument.Parse(EventJson.Of(Snapshots.Busy, Snapshots.Now));

        var progress = json.RootElement;
        Assert.Equal(("progress", 1240, 12), (progress.GetProperty("event").GetString(), progress.GetProperty("counts").GetProperty("found").GetInt32(), progress.GetProperty("remaining_seconds").GetInt32()));
        Assert.Equal(["main", "second", "third"], progress.GetProperty("lanes").EnumerateArray().Select(static lane => lane.GetProperty("lane").GetString()));
    }

    [Fact]
    public void Of_Failure_HoldsPlaceAndReason()
    {
        var failure = new Failure(Item, "disk", "commit", FailureKind.Permanent, "taken", 3, Snapshots.Now);

        Assert.Equal("""{"event":"failure","at":"2030-01-01T12:00:00+00:00","item":"7","name":"a.jpg","size":5,"sink":"disk","step":"commit","kind":"permanent","reason":"taken","attempt":3}""", EventJson.Of(failure));
    }
}
