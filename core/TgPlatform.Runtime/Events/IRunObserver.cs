namespace TgPlatform.Runtime.Events;

/// <summary>Sees every event of a run, in order per item. Called on the engine's threads: it must be quick and must not throw.</summary>
public interface IRunObserver
{
    /// <summary>Something happened.</summary>
    void On(RunEvent happened);
}
