using System.Collections.Concurrent;
using TgPlatform.Cli.Presentation;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;

namespace TgPlatform.Cli.Running;

/// <summary>Every item that failed for good in this run: the first ones kept for the summary, all of them written to a file when asked for.</summary>
/// <param name="file">Takes all as JSON, one per line; null for none.</param>
internal sealed class FailureList(TextWriter? file) : IRunObserver
{
    /// <summary>How many are kept for the summary.</summary>
    public const int Shown = 20;

    private readonly ConcurrentDictionary<string, AttemptFailed> _last = [];
    private readonly Lock _lock = new();
    private readonly List<Failure> _first = [];
    private readonly AdviceList _advice = new();

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<Failure> First => _first;

    /// <summary>What to do, said once for all.</summary>
    public IReadOnlyList<string> Advice => _advice.Lines;

    /// <inheritdoc/>
    public void On(RunEvent happened)
    {
        switch (happened)
        {
            case AttemptFailed { NextTry: null } failed:
                _last[failed.Item.Id] = failed;
                break;
            case ItemEnded ended:
                _last.TryRemove(ended.Item.Id, out var last);
                if (ended.Fate == ItemFate.Dead)
                    Add(new(ended.Item, last?.Sink, last?.Step, last?.Kind, last?.Reason ?? ended.Reason ?? "no reason was given", last?.Attempt ?? 1, ended.At));
                break;
        }
    }

    private void Add(Failure failure)
    {
        lock (_lock)
        {
            Count++;
            _advice.Add(failure.Reason);
            if (_first.Count < Shown)
                _first.Add(failure);
            file?.WriteLine(EventJson.Of(failure));
        }
    }
}
