using System.Runtime.InteropServices;

namespace TgPlatform.Cli.Running;

/// <summary>Ctrl-C and SIGTERM: the first one drains, the second one stops at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action<bool> _asked;
    private int _count;

    /// <summary>Makes it; nothing is listened to yet.</summary>
    /// <param name="asked">Told of the first (false) and the second (true) wish to stop.</param>
    public StopSignals(Action<bool> asked) => _asked = asked;

    /// <summary>Cancelled by the first wish.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by the second wish.</summary>
    public CancellationToken Abort => _abort.Token;

    /// <summary>Takes the process's signals.</summary>
    public void Listen()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    /// <summary>Somebody wants the run to stop.</summary>
    public void Ask()
    {
        var count = Interlocked.Increment(ref _count);
        if (count > 2)
            return;
        _asked(count == 2);
        (count == 2 ? _abort : _stop).Cancel();
    }

    /// <summary>Whether somebody wanted the run to stop.</summary>
    public bool WereAsked => Volatile.Read(ref _count) > 0;

    /// <summary>Drains though nobody has asked for it; the first wish to stop is still to come.</summary>
    public void Drain() => _stop.Cancel();

    /// <summary>Gives the signals back.</summary>
    public void Dispose()
    {
        _registrations.ForEach(static one => one.Dispose());
        _stop.Dispose();
        _abort.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Ask();
    }
}
