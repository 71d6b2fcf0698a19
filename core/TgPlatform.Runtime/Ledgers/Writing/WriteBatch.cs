namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>Writes that are committed together, and who waits for that.</summary>
internal sealed class WriteBatch
{
    private readonly Dictionary<(string ItemId, string Sink), int> _deliveries = [];
    private TaskCompletionSource? _committed;

    public List<LedgerWrite> Writes { get; private set; } = [];

    /// <summary>How many wait for the batch.</summary>
    public int Waiters { get; private set; }

    /// <summary>Ends when the batch is committed, or fails with it.</summary>
    public Task WaitForCommit()
    {
        Waiters++;
        return (_committed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public void Add(in LedgerWrite write)
    {
        if (write.Kind == WriteKind.SaveDelivery)
        {
            // The later word takes the place behind everything said since, so that the order of what is written stays that of the calls.
            ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_deliveries, (write.ItemId, write.Text!), out var replaces);
            if (replaces)
                Writes[place] = default;
            place = Writes.Count;
        }

        Writes.Add(write);
    }

    /// <summary>Takes the writes of a batch that could not be committed, in front of its own.</summary>
    public void TakeBack(WriteBatch failed)
    {
        failed.Writes.RemoveAll(static write => write.Kind == WriteKind.Nothing);
        failed.Writes.AddRange(Writes);
        (Writes, failed.Writes) = (failed.Writes, Writes);
        _deliveries.Clear();
    }

    public void Complete() => _committed?.SetResult();

    public void Fail(Exception problem)
    {
        _committed?.SetException(problem);
        _committed = null;
        Waiters = 0;
    }

    /// <summary>Makes the batch empty for its next use.</summary>
    public void Clear()
    {
        Writes.Clear();
        _deliveries.Clear();
        _committed = null;
        Waiters = 0;
    }
}
