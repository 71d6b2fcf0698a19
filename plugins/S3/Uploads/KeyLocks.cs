namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>
/// One at a time per key: where a server does not refuse a taken name itself, looking and writing must at least not mix within one run.
/// </summary>
internal sealed class KeyLocks : IDisposable
{
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 64).Select(static _ => new SemaphoreSlim(1))];

    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var entered = _locks[(uint)string.GetHashCode(key, StringComparison.Ordinal) % _locks.Length];
        await entered.WaitAsync(cancellationToken);
        return new Entered(entered);
    }

    public void Dispose() => Array.ForEach(_locks, static entered => entered.Dispose());

    private sealed class Entered(SemaphoreSlim entered) : IDisposable
    {
        public void Dispose() => entered.Release();
    }
}
