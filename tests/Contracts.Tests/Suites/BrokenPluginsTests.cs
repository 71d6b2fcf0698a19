using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Testing;
using Xunit.Sdk;

namespace TgPlatform.Contracts.Tests.Suites;

/// <summary>The suites catch plugins that break a promise.</summary>
public sealed class BrokenPluginsTests
{
    [Fact]
    public async Task SinkContract_VisibleBeforeCommit_IsCaught()
        => await Assert.ThrowsAnyAsync<XunitException>(new Suite(breaks: "early").Write_BeforeCommit_NothingIsVisible);

    [Fact]
    public async Task SinkContract_ShortCommitAccepted_IsCaught()
        => await Assert.ThrowsAnyAsync<XunitException>(() => new Suite(breaks: "short").Commit_OfAnotherLengthThanWritten_Fails(1));

    [Fact]
    public async Task SinkContract_CallersBufferKept_IsCaught()
        => await Assert.ThrowsAnyAsync<XunitException>(new Suite(breaks: "buffer").Write_FromABufferThatIsUsedAgain_KeepsTheBytes);

    [Fact]
    public async Task SinkContract_AbandonedStaysVisible_IsCaught()
        => await Assert.ThrowsAnyAsync<XunitException>(new Suite(breaks: "early").Abandon_AfterWrites_LeavesNoTrace);

    [Fact]
    public async Task SinkContract_CancelledWriteTaken_IsCaught()
        => await Assert.ThrowsAnyAsync<XunitException>(new Suite(breaks: "cancel").Write_Cancelled_CanBeAbandoned);

    [Fact]
    public void StrategyContract_GroupForgotten_IsCaught()
        => Assert.ThrowsAny<XunitException>(() => new ForgetfulSuite().Assign_AnyWorld_GivesEveryGroup(1));

    private sealed class ForgetfulSuite : StrategyContract
    {
        protected override IStrategy Create(PluginContext context) => new Forgetful();
    }

    private sealed class Forgetful : IStrategy
    {
        public void Assign(Assignment assignment)
        {
            for (var group = 1; group < assignment.Groups.Count; group++)
                assignment.Give(group, 0);
        }
    }

    private sealed class Suite(string breaks) : SinkContract
    {
        private readonly ConcurrentDictionary<string, byte[]> _store = new(StringComparer.Ordinal);

        protected override ISink Create() => new BrokenSink(breaks, _store);

        protected override OnTaken OnTaken => OnTaken.Replaces;

        protected override ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync() => new(_store.ToDictionary());
    }

    private sealed class BrokenSink(string breaks, ConcurrentDictionary<string, byte[]> store) : ISink
    {
        public ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken) => new(new Delivery(breaks, store, target.Name));

        public ValueTask DisposeAsync() => default;

        private sealed class Delivery(string breaks, ConcurrentDictionary<string, byte[]> store, string name) : IDelivery
        {
            private readonly List<ReadOnlyMemory<byte>> _chunks = [];

            public long Offset => 0;

            public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
            {
                if (breaks != "cancel")
                    cancellationToken.ThrowIfCancellationRequested();
                _chunks.Add(breaks == "buffer" ? bytes : bytes.ToArray());
                if (breaks == "early")
                    Show();
                return default;
            }

            public ValueTask<Receipt> CommitAsync(ContentSeal seal, CancellationToken cancellationToken)
            {
                if (breaks != "short" && seal.Length != _chunks.Sum(chunk => chunk.Length))
                    throw new FailureException(FailureKind.Transient, "The length differs.");
                Show();
                return new(new Receipt(name));
            }

            public ValueTask AbandonAsync(CancellationToken cancellationToken) => default;

            public ValueTask DisposeAsync() => default;

            private void Show() => store[name] = [.. _chunks.SelectMany(chunk => chunk.ToArray())];
        }
    }
}
