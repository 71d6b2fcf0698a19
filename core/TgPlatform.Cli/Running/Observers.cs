using TgPlatform.Runtime.Events;

namespace TgPlatform.Cli.Running;

/// <summary>Gives every event to several observers, in order.</summary>
internal sealed class Observers : IRunObserver
{
    private IRunObserver[] _observers = [];

    /// <summary>Adds one; before the run begins.</summary>
    public void Add(IRunObserver observer) => _observers = [.. _observers, observer];

    /// <inheritdoc/>
    public void On(RunEvent happened)
    {
        foreach (var observer in _observers)
            observer.On(happened);
    }
}
