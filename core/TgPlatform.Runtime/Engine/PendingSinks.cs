namespace TgPlatform.Runtime.Engine;

/// <summary>
/// The sinks an item is still to be delivered to. Asked for a dozen times per item, and so without an allocation; each step looks at the sinks as they are then.
/// </summary>
internal readonly struct PendingSinks(IReadOnlyList<SinkSlot> slots, SinkProgress[] sinks)
{
    public Enumerator GetEnumerator() => new(slots, sinks);

    internal struct Enumerator(IReadOnlyList<SinkSlot> slots, SinkProgress[] sinks)
    {
        private int _next;

        public (SinkSlot Slot, SinkProgress Progress) Current { get; private set; }

        public bool MoveNext()
        {
            while (_next < sinks.Length)
            {
                var progress = sinks[_next++];
                if (progress.Step is not (SinkStep.Pending or SinkStep.Undecided))
                    continue;
                Current = (slots[progress.Sink], progress);
                return true;
            }

            return false;
        }
    }
}
