using TgPlatform.Plugins.FileSystem.Folders;

namespace TgPlatform.Plugins.FileSystem.Tests.Folders;

public sealed class CommonFlushTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Flush_OthersComeWhileOneRuns_ShareTheNextOne()
    {
        var disk = new HeldDisk();
        using var flush = new CommonFlush(disk);
        var first = flush.FlushAsync();
        await disk.Begun.WaitAsync(Patience);

        Task<bool>[] others = [flush.FlushAsync(), flush.FlushAsync(), flush.FlushAsync()];
        Assert.All(others, one => Assert.False(one.IsCompleted));
        disk.End(works: true);
        Assert.True(await first.WaitAsync(Patience));
        await disk.Begun.WaitAsync(Patience);
        Assert.All(others, one => Assert.False(one.IsCompleted));
        disk.End(works: true);

        Assert.All(await Task.WhenAll(others).WaitAsync(Patience), Assert.True);
        Assert.Equal(2, disk.Flushes);
    }

    [Fact]
    public async Task Flush_Fails_SaysSoAndTheNextIsTriedAnew()
    {
        var disk = new HeldDisk();
        using var flush = new CommonFlush(disk);
        var failed = flush.FlushAsync();
        disk.End(works: false);
        Assert.False(await failed.WaitAsync(Patience));

        var worked = flush.FlushAsync();
        disk.End(works: true);
        Assert.True(await worked.WaitAsync(Patience));
    }

    [Fact]
    public async Task Dispose_OneWaits_ItIsStillAnsweredAndTheDiskIsGivenBackAfterwards()
    {
        var disk = new HeldDisk();
        var flush = new CommonFlush(disk);
        var waiting = flush.FlushAsync();
        await disk.Begun.WaitAsync(Patience);
        flush.Dispose();
        Assert.False(disk.Closed.IsCompleted);

        disk.End(works: true);
        Assert.True(await waiting.WaitAsync(Patience));
        await disk.Closed.WaitAsync(Patience);
        Assert.False(await flush.FlushAsync());
    }

    [Fact]
    public void Dispose_NobodyEverAsked_GivesTheDiskBack()
    {
        var disk = new HeldDisk();
        new CommonFlush(disk).Dispose();

        Assert.True(disk.Closed.IsCompleted);
    }

    /// <summary>A file system whose flushes end when the test says so.</summary>
    private sealed class HeldDisk : IFlushable
    {
        private readonly SemaphoreSlim _ends = new(0);
        private readonly TaskCompletionSource _closed = new();
        private bool _works;

        public SemaphoreSlim Begun { get; } = new(0);

        public Task Closed => _closed.Task;

        public int Flushes { get; private set; }

        public void End(bool works)
        {
            _works = works;
            _ends.Release();
        }

        public bool TryFlush()
        {
            Flushes++;
            Begun.Release();
            _ends.Wait();
            return _works;
        }

        public void Dispose() => _closed.SetResult();
    }
}
