namespace TgPlatform.Runtime.Plugins;

/// <summary>Counts plugins that were let go and those that did not leave memory. A plugin that holds a timer, a thread or a handler stays.</summary>
public sealed class PluginUnloads
{
    private readonly Lock _lock = new();
    private readonly List<WeakReference> _contexts = [];

    /// <summary>How many plugins were let go.</summary>
    public int Attempted { get; private set; }

    /// <summary>How many of them are still in memory now; what has gone shows only after the garbage collector has run.</summary>
    public int StillThere
    {
        get
        {
            lock (_lock)
            {
                _contexts.RemoveAll(static one => !one.IsAlive);
                return _contexts.Count;
            }
        }
    }

    internal void Add(WeakReference? context)
    {
        if (context is null)
            return;
        lock (_lock)
        {
            Attempted++;
            _contexts.Add(context);
        }
    }
}
