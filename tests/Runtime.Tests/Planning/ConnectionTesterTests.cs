using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Planning;

public sealed class ConnectionTesterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Test_EveryPart_IsConnectedCheckedAndDisposed()
    {
        var part = new Part { Answer = static _ => new("3 lists") };

        var tested = await Tester(part).TestAsync(CancellationToken.None);

        Assert.Equal(["source rig: 3 lists", "sink plain: has nothing to test"], tested.Select(static one => $"{one.Label}: {one.Answer}"));
        Assert.Equal(["connect", "check", "dispose"], part.Calls);
    }

    [Fact]
    public async Task Test_PartThatFails_IsAFindingAtItsPlaceAndTheOthersAreTested()
    {
        var tested = await Tester(new() { Answer = static _ => throw new FailureException(FailureKind.Blocked, "not\nlogged in") }).TestAsync(CancellationToken.None);

        Assert.Equal("p.yaml:2:9: error TGP0020: source: source rig cannot be used: not\\u000alogged in", tested[0].Problem!.ToString());
        Assert.Null(tested[1].Problem);
    }

    [Fact]
    public async Task Test_PartThatNeverAnswers_EndsAtTheLimit()
    {
        var part = new Part { Answer = static async stop => { await Task.Delay(Timeout.Infinite, stop); return ""; } };

        var testing = Tester(part).TestAsync(CancellationToken.None);
        _time.Advance(ConnectionTester.Limit);
        var tested = await testing.WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Contains("no answer within 30 s", tested[0].Problem!.Message, StringComparison.Ordinal);
        Assert.Equal("dispose", part.Calls[^1]);
    }

    private ConnectionTester Tester(Part part) => new(
        new PipelineDefinition
        {
            Name = "tested",
            File = "/p.yaml",
            Source = new(new("rig", "", "test", typeof(object), [], (_, _) => part), new(), new("p.yaml", 2, 9)),
            Sinks = [new("plain", new("plain", "", "test", typeof(object), static (_, _) => new CollectingSink(), null), new(), new(), default)],
            Strategy = new(new("rig", "", "test", typeof(object), static (_, _) => throw new InvalidOperationException("nobody connects a strategy here")), new(), default),
            Hooks = HookSet.None,
        },
        static _ => new PluginContext(),
        _time);

    private sealed class Part : ISource, IConnecting, ICheckable
    {
        private readonly List<string> _calls = [];

        public required Func<CancellationToken, ValueTask<string>> Answer { get; init; }

        public IReadOnlyList<string> Calls => _calls;

        public IReadOnlyList<Lane> Lanes => [];

        public ValueTask ConnectAsync(CancellationToken cancellationToken) => Note("connect");

        public ValueTask<string> CheckAsync(CancellationToken cancellationToken)
        {
            _calls.Add("check");
            return Answer(cancellationToken);
        }

        public IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, CancellationToken cancellationToken) => throw new InvalidOperationException("nothing is found here");

        public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) => throw new InvalidOperationException("nothing is opened here");

        public ValueTask DisposeAsync() => Note("dispose");

        private ValueTask Note(string call)
        {
            _calls.Add(call);
            return default;
        }
    }
}
