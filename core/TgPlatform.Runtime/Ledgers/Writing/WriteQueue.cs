using System.Diagnostics;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>
/// Hands writes from many threads to the one that writes them, in batches: everything said while one batch is being committed is the next
/// one. When nobody waits, a batch gathers for a moment first; when as many as last time are expected, it waits for them, but hardly.
/// </summary>
internal sealed class WriteQueue
{
    /// <summary>Most writes that may wait; whoever says more waits for the writer.</summary>
    private const int Most = 65_536;

    /// <summary>As many are written without gathering on.</summary>
    private const int Plenty = 1_024;

    private const int GatherMilliseconds = 4;
    private const int ExpectMilliseconds = 1;

    private readonly object _lock = new();
    private WriteBatch _waiting = new();
    private WriteBatch? _spare = new();
    private Exception? _problem;
    private int _expected;
    private bool _spokenSince;
    private bool _broken;
    private bool _writing;
    private bool _closing;

    /// <summary>Why the last batch was not committed; null when it was.</summary>
    public Exception? Problem
    {
        get
        {
            lock (_lock)
                return _problem;
        }
    }

    /// <summary>Says something; whatever is said in one call is committed together.</summary>
    public void Add(ReadOnlySpan<LedgerWrite> writes)
    {
        lock (_lock)
            AddLocked(writes);
    }

    /// <summary>Says something, and ends when it is committed.</summary>
    public Task AddSafely(ReadOnlySpan<LedgerWrite> writes)
    {
        lock (_lock)
        {
            AddLocked(writes);
            if (_waiting.Writes.Count == 0 && !_writing)
                return Task.CompletedTask;
            var committed = _waiting.WaitForCommit();
            if (_waiting.Waiters == 1 || _waiting.Waiters == _expected)
                Monitor.PulseAll(_lock);
            return committed;
        }
    }

    /// <summary>No more will be said.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closing = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits for the next batch, for the writing thread; null when everything is written and no more will come.</summary>
    public WriteBatch? Take()
    {
        lock (_lock)
        {
            while (!_closing && (_problem is null ? IsIdle : !_spokenSince))
                Monitor.Wait(_lock);
            if (_broken || (IsIdle && _closing))
                return null;
            Gather();
            var batch = _waiting;
            _expected = batch.Waiters;
            _waiting = _spare ?? new();
            _spare = null;
            _writing = true;
            Monitor.PulseAll(_lock);
            return batch;
        }
    }

    /// <summary>The batch is committed.</summary>
    public void Done(WriteBatch batch)
    {
        batch.Complete();
        batch.Clear();
        lock (_lock)
        {
            _spare = batch;
            _writing = false;
            _problem = null;
        }
    }

    /// <summary>The batch was not committed. When that can be cured it is kept, and tried again as soon as something is said.</summary>
    public void Failed(WriteBatch batch, Exception problem, bool canBeCured)
    {
        lock (_lock)
        {
            _problem = problem;
            _broken = !canBeCured || _closing;
            _spokenSince = false;
            _writing = false;
            batch.Fail(problem);
            if (_broken)
                _waiting.Fail(problem);
            else
                _waiting.TakeBack(batch);
            batch.Clear();
            _spare = batch;
            Monitor.PulseAll(_lock);
        }
    }

    private bool IsIdle => _waiting.Writes.Count == 0 && _waiting.Waiters == 0;

    private void AddLocked(ReadOnlySpan<LedgerWrite> writes)
    {
        ObjectDisposedException.ThrowIf(_closing, typeof(SqliteLedger));
        while (_waiting.Writes.Count >= Most && _problem is null)
            Monitor.Wait(_lock);
        if (_broken || (_problem is not null && _waiting.Writes.Count >= Most))
            throw _problem!;
        var wake = _waiting.Writes.Count is 0 || (_problem is not null && !_spokenSince);
        _spokenSince = true;
        foreach (ref readonly var write in writes)
            _waiting.Add(write);
        if (wake || _waiting.Writes.Count >= Plenty)
            Monitor.PulseAll(_lock);
    }

    private void Gather()
    {
        var began = Stopwatch.GetTimestamp();
        while (!_closing && _waiting.Writes.Count < Plenty && (_waiting.Waiters == 0 || _waiting.Waiters < _expected))
        {
            var most = _waiting.Waiters == 0 ? GatherMilliseconds : ExpectMilliseconds;
            var left = most - (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (left <= 0)
                return;
            Monitor.Wait(_lock, left);
        }
    }
}
