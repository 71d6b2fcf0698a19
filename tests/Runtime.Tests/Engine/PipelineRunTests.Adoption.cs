using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>What is there already is taken as the item's own where the source's word proves it, and only there.</summary>
public sealed partial class PipelineRunTests
{
    private static readonly byte[] There = Some.Bytes(30_000);

    [Fact]
    public async Task Run_AdoptsWhatTheSourceDeclares_ReadsNothingAndIsDone()
    {
        var source = new ScriptedSource([Some.Item()], (_, _, _) => Unreadable(There));
        var shelf = new Shelf("1.bin", There);
        var rig = new EngineRig { Source = source, Adopts = [] }.To("shelf", shelf);

        var outcome = await rig.RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal([("1", "1.bin")], shelf.Noted);
        Assert.Equal(("1.bin", 30_000L, true), Assert.Single(rig.Seen<ItemCommitted>()) is var one ? (one.Receipt.Name, one.Length, one.WasAdopted) : default);
        Assert.Equal(0, rig.Counters.BytesFetched);
        Assert.Equal("1.bin", rig.Ledger.Delivery("1", "shelf")!.Name);
    }

    [Fact]
    public async Task Run_NotAskedToAdopt_FetchesThoughItIsThere()
    {
        var rig = new EngineRig { Source = Readable() }.To("shelf", new Shelf("1.bin", There));

        await rig.RunAsync();

        Assert.Equal(30_000, rig.Counters.BytesFetched);
    }

    [Theory]
    [InlineData("other bytes")]
    [InlineData("other length")]
    [InlineData("no length")]
    [InlineData("another name")]
    [InlineData("another's name")]
    [InlineData("another's name but for case")]
    public async Task Run_AdoptsAndItIsNotProven_IsFetched(string what)
    {
        var content = what == "other length" ? Some.Bytes(30_001) : There;
        var shelf = new Shelf(what == "another name" ? "2.bin" : "1.bin", what == "other bytes" ? Some.Bytes(30_000, seed: 9) : There);
        var source = what == "no length" ? new ScriptedSource([Some.Item()], (_, _, _) => new(new SlowStream(content, content.Length, static () => { }))) : Readable(content);
        var rig = new EngineRig { Source = source, Adopts = what switch { "another's name" => [("shelf", "1.bin")], "another's name but for case" => [("shelf", "1.BIN")], _ => [] } }.To("shelf", shelf);

        var outcome = await rig.RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal(content.Length, rig.Counters.BytesFetched);
        Assert.Equal(content, shelf.Shown["1.bin"]);
        Assert.False(Assert.Single(rig.Seen<ItemCommitted>()).WasAdopted);
        Assert.Equal(what == "other bytes" ? 1 : 0, rig.Seen<Notice>().Count(static one => one.Message.StartsWith("'1.bin' in shelf is not taken as it is: the content is not what the source declared", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_TwoItemsWantOneName_OneAdoptsItAndTheOtherIsFetched()
    {
        var hooks = new LambdaHooks { Name = static (_, _) => "same.bin" };
        var source = new ScriptedSource([Some.Item(), Some.Item("2")], static (_, _, _) => new(new MemoryStream(There)) { Digests = [Sha256Of(There)] });
        var rig = new EngineRig { Source = source, Adopts = [], Hooks = hooks }.To("shelf", new Shelf("same.bin", There));

        var outcome = await rig.RunAsync();

        Assert.Equal(2, outcome.Counts.Done);
        Assert.Equal([false, true], rig.Seen<ItemCommitted>().Select(static one => one.WasAdopted).Order());
    }

    [Fact]
    public async Task Run_AdoptsAndOneOfTwoSinksHasIt_OnlyTheOtherGetsIt()
    {
        var (shelf, empty) = (new Shelf("1.bin", There), new Shelf("else", []));
        var rig = new EngineRig { Source = Readable(), Adopts = [] }.To("shelf", shelf).To("empty", empty);

        var outcome = await rig.RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal([("empty", false), ("shelf", true)], rig.Seen<ItemCommitted>().Select(static one => (one.Sink, one.WasAdopted)).Order());
        Assert.Equal(There, empty.Shown["1.bin"]);
    }

    [Fact]
    public async Task Run_AdoptsAndTheSinkCannotBeLookedAtOnce_IsTriedAgain()
    {
        var looks = 0;
        var shelf = new Shelf("1.bin", There) { BeforeOpen = () => _ = ++looks == 1 ? throw new IOException("gone for a moment") : 0 };
        var rig = new EngineRig { Source = new ScriptedSource([Some.Item()], (_, _, _) => Unreadable(There)), Adopts = [] }.To("shelf", shelf);

        var outcome = await rig.RunAsync();

        Assert.Equal(1, outcome.Counts.Done);
        Assert.Equal(("adopt", "shelf"), Assert.Single(rig.Ledger.Failures) is var failure ? (failure.Step, failure.Sink) : default);
    }

    [Fact]
    public async Task Run_WhatIsThereCannotBeReadToItsEndOnce_IsAdoptedWhenTriedAgain()
    {
        var plan = new FaultPlan(new PlannedFault(new("IReadable.OpenCommittedAsync read", 1)));
        var rig = new EngineRig { Source = new ScriptedSource([Some.Item()], (_, _, _) => Unreadable(There)), Adopts = [] }.To("shelf", FaultProxy.Wrap<ISink>(new Shelf("1.bin", There), plan));

        await rig.RunAsync();

        Assert.Single(plan.Struck);
        Assert.True(Assert.Single(rig.Seen<ItemCommitted>()).WasAdopted);
    }

    private static Digest Sha256Of(byte[] content) => new(DigestAlgorithm.Sha256, SHA256.HashData(content));

    private static ScriptedSource Readable(byte[]? content = null) =>
        new([Some.Item()], (_, _, _) => new(new MemoryStream(content ?? There)) { Digests = [Sha256Of(content ?? There)] });

    private static Content Unreadable(byte[] content) =>
        new(new BreakingStream([], new InvalidOperationException("nobody may read this"))) { Length = content.Length, Digests = [Sha256Of(content)] };

    /// <summary>A sink that shows something from the beginning.</summary>
    private sealed class Shelf : ISink, IReadable, INaming, INotesNames
    {
        private readonly CollectingSink _sink;

        public Shelf(string name, byte[] content) => (Shown[name], _sink) = (content, new(Shown));

        public ConcurrentDictionary<string, byte[]> Shown { get; } = new();

        public Action BeforeOpen { get; init; } = static () => { };

        /// <summary>Which item has which name without a delivery.</summary>
        public List<(string Item, string Name)> Noted { get; } = [];

        public string FinalName(string name) => name;

        public string CollisionKey(string finalName) => finalName.ToUpperInvariant();

        public void NoteName(Item item, string name) => Noted.Add((item.Id, name));

        public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) => _sink.BeginAsync(target, cancellationToken);

        public ValueTask<Stream?> OpenCommittedAsync(string name, CancellationToken cancellationToken)
        {
            BeforeOpen();
            return new(Shown.TryGetValue(name, out var content) ? new MemoryStream(content) : null);
        }

        public async IAsyncEnumerable<string> ListCommittedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var name in Shown.Keys)
                yield return name;
            await Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => default;
    }
}
