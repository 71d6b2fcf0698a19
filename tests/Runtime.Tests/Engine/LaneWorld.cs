using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Events;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>
/// Lanes of known speeds under the real board, in a time of their own: what runs on a lane shares its speed equally, bytes arrive every tenth of a
/// second, and a place that becomes free claims at once.
/// </summary>
internal sealed class LaneWorld : IRunObserver, IDisposable
{
    private const double Tick = 0.1;

    private readonly ManualTimeProvider _time = new();
    private readonly WorkBoard _board;
    private readonly Dictionary<Work, (double Left, double Owed)> _running = [];
    private readonly long _begin;

    public LaneWorld(int places, IReadOnlyList<double> bytesPerSecond)
    {
        _board = new(_time, this, new(null, static _ => { }), TimeSpan.FromMinutes(1));
        Lanes = [.. bytesPerSecond.Select((_, index) => new Lane($"lane-{index}") { MaxConcurrency = places })];
        Speeds = [.. bytesPerSecond];
        _board.Refresh(Lanes);
        _begin = _time.GetTimestamp();
    }

    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>Bytes per second, by lane; may be changed at any time.</summary>
    public double[] Speeds { get; }

    public double Seconds => _time.GetElapsedTime(_begin).TotalSeconds;

    /// <summary>Which lane each item was fetched on, in the order of their ends.</summary>
    public List<(string Item, string Lane)> Ended { get; } = [];

    /// <summary>Gives groups to lanes in turn, as if nothing were known of the lanes.</summary>
    public void Deal(IEnumerable<ItemGroup> groups)
    {
        var sequence = 0;
        foreach (var group in groups)
        {
            var work = new GroupWork(group, sequence);
            work.Members.AddRange(group.Items.Select(item => new Work(item, work, []) { LoadBytes = item.Size!.Value }));
            _board.Add(_board.Lanes[sequence++ % Lanes.Count], [work]);
        }
    }

    /// <summary>Lets time pass until everything has arrived.</summary>
    /// <param name="happens">Called before each tenth of a second.</param>
    public void Run(Action happens)
    {
        while (Claim() || _running.Count > 0)
        {
            happens();
            _time.Advance(TimeSpan.FromSeconds(Tick));
            foreach (var onLane in _running.ToLookup(static one => one.Key.Lane!))
                Flow(onLane.Key, [.. onLane]);
        }
    }

    public void Dispose() => _board.Dispose();

    public void On(RunEvent happened)
    {
    }

    private bool Claim()
    {
        var any = false;
        while (_board.TryClaim(static _ => { }, out var work))
        {
            _running[work!] = (work!.LoadBytes, 0);
            any = true;
        }

        return any;
    }

    private void Flow(LaneQueue lane, List<KeyValuePair<Work, (double Left, double Owed)>> running)
    {
        var share = Speeds[Lanes.ToList().IndexOf(lane.Lane)] * Tick / running.Count;
        foreach (var (work, (left, owed)) in running)
        {
            var came = Math.Min(share, left);
            var whole = (int)(came + owed);
            lane.Arrived(whole);
            if (left - came > 0.5)
            {
                _running[work] = (left - came, came + owed - whole);
                continue;
            }

            _running.Remove(work);
            Ended.Add((work.Item.Id, lane.Lane.Name));
            _board.Ended(work, work.LoadBytes, failed: null);
        }
    }
}
