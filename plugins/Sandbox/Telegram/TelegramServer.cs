using System.Collections.Concurrent;
using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.Rpc;
using TgPlatform.Plugins.Sandbox.Telegram.Session;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram;

/// <summary>What all parts of the emulated service share: clock, faults, world, data centres, running work.</summary>
internal sealed class TelegramServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly ConcurrentDictionary<(string Method, string Phone), int> _counts = new();

    public TelegramServer(TimeProvider time, EmulatedFaults faults, EmulatedWorld world)
    {
        (Time, Faults, World, Stopping) = (time, faults, world, _stopping.Token);
        Runner = new RpcRunner(this, RpcTable.Create());
        Pusher = new UpdatePusher(this);
    }

    public TimeProvider Time { get; }

    public EmulatedFaults Faults { get; }

    public EmulatedWorld World { get; }

    public RpcRunner Runner { get; }

    public UpdatePusher Pusher { get; }

    public LoginDesk Logins { get; } = new();

    public IReadOnlyList<DataCentre> DataCentres { get; set; } = [];

    /// <summary>The parts that were uploaded to the CDN, by token and offset.</summary>
    public ConcurrentDictionary<(string Token, long Offset), byte> CdnParts { get; } = new();

    public ConcurrentQueue<string> Notes { get; } = new();

    public ConcurrentQueue<Exception> Problems { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow() + TimeSpan.FromSeconds(Faults.ClockSkewSeconds);

    public int UnixTime => (int)Now.ToUnixTimeSeconds();

    public void Note(string text) => Notes.Enqueue(text);

    public void Count(string method, Account? account) => _counts.AddOrUpdate((method, account?.Phone ?? ""), 1, (_, count) => count + 1);

    public int CallsOf(string method, string? phone) =>
        _counts.Where(entry => entry.Key.Method == method && (phone is null || entry.Key.Phone == phone)).Sum(entry => entry.Value);

    public IReadOnlyCollection<string> MethodsSeen() => [.. _counts.Keys.Select(key => key.Method).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Ends when the service ends.</summary>
    public CancellationToken Stopping { get; }

    public Task DelayAsync(int milliseconds, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Time, cancellation);

    /// <summary>Follows work nobody waits for; what it throws is a mistake of the emulator and kept for whoever asks.</summary>
    public void Run(Task work)
    {
        if (work.IsCompletedSuccessfully) return;
        _running[work] = 0;
        work.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Keys.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
        _stopping.Dispose();
    }

    private void Ended(Task work)
    {
        _running.TryRemove(work, out _);
        if (work.Exception is { } failure && failure.InnerException is not (OperationCanceledException or IOException or ObjectDisposedException)) Problems.Enqueue(failure.InnerException!);
    }
}
