namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>
/// The memory for parts on their way beyond the first of each object. Nobody waits for it: who gets none goes on with one part at a time, so
/// no object can wait for another's memory.
/// </summary>
internal sealed class MemoryBudget(long bytes)
{
    private long _free = bytes;

    public bool TryTake(long wanted)
    {
        if (Interlocked.Add(ref _free, -wanted) >= 0)
            return true;
        GiveBack(wanted);
        return false;
    }

    public void GiveBack(long taken) => Interlocked.Add(ref _free, taken);
}
