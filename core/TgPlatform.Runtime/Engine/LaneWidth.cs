namespace TgPlatform.Runtime.Engine;

/// <summary>
/// Finds how many items a lane should fetch at once: grows while that brings more per second, steps back when it does not, halves when the
/// other side asks for mercy. Not safe for several threads; the lane's lock guards it.
/// </summary>
internal sealed class LaneWidth(int maximum, TimeProvider time)
{
    // An epoch must be long enough to see more than scheduling noise, and hold a few items per place.
    private static readonly TimeSpan EpochLength = TimeSpan.FromMilliseconds(150);
    private const int ItemsPerPlace = 2;

    // Large items end too seldom to count them: what arrives of them in so long tells as much, once every place has brought something.
    private static readonly TimeSpan LongEpochLength = TimeSpan.FromSeconds(1);
    private const long BytesPerPlace = 64 * 1024;

    // A request costs about what this many bytes cost, so that many small items count as progress too.
    private const long BytesPerItem = 16 * 1024;

    private const double Better = 1.05;

    // In time and not in epochs: where items are large, one looks as often as where they are small.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(3);

    // The part of a step that must come back as speed for the next step to be as large as the width.
    private const double Scaling = 0.6;

    private const double Spare = 1.2;

    private long _epochStart = time.GetTimestamp();
    private long _epochBytes;
    private int _epochItems;
    private bool _wasFull;
    private double _rateBefore;
    private int _step;
    private long _restUntil;
    private int _failed;

    /// <summary>Items the lane may fetch at once now.</summary>
    public int Current { get; private set; } = Math.Min(4, maximum);

    /// <summary>Whether so much time has passed without a word that what has arrived should be looked at; may be asked without the lock.</summary>
    public bool IsOverdue => time.GetElapsedTime(Volatile.Read(ref _epochStart)) >= LongEpochLength;

    /// <summary>An item has been fetched.</summary>
    /// <param name="bytes">What has arrived on the lane since the last word.</param>
    /// <param name="full">Whether every place was taken and more was waiting: only then does the width matter.</param>
    public void Fetched(long bytes, bool full)
    {
        _epochItems++;
        Received(bytes + BytesPerItem, full);
    }

    /// <summary>Pieces of items have arrived, and more is to come.</summary>
    /// <param name="bytes">What has arrived on the lane since the last word.</param>
    /// <param name="full">As for <see cref="Fetched"/>.</param>
    public void Received(long bytes, bool full)
    {
        _epochBytes += bytes;
        _wasFull |= full;
        var elapsed = time.GetElapsedTime(_epochStart);
        var seenEnough = elapsed < LongEpochLength ? elapsed >= EpochLength && _epochItems >= ItemsPerPlace * Current : _epochBytes >= BytesPerPlace * Current;
        if (!seenEnough)
            return;
        if (_wasFull)
            Judge(_epochBytes / elapsed.TotalSeconds);
        Begin();
    }

    /// <summary>The other side is overloaded.</summary>
    public void BackOff()
    {
        Current = Math.Max(1, Current / 2);
        (_step, _failed, _rateBefore) = (0, 4, 0);
        Rest(LongestRest);
        Begin();
    }

    private void Begin()
    {
        _epochStart = time.GetTimestamp();
        (_epochBytes, _epochItems, _wasFull) = (0, 0, false);
    }

    private void Rest(TimeSpan wanted) =>
        _restUntil = time.GetTimestamp() + (long)((wanted < LongestRest ? wanted : LongestRest).TotalSeconds * time.TimestampFrequency);

    private void Judge(double rate)
    {
        if (_step != 0 && rate < _rateBefore * Better)
        {
            // The last step brought nothing: take it back and leave the width alone, for longer each time.
            Current -= _step;
            _step = 0;
            Rest(EpochLength * (2 << Math.Min(_failed++, 4)));
            return;
        }

        // As long as twice the places bring nearly twice as much, waiting is all that a place does: double again.
        var gain = _step == 0 ? 1 : rate / _rateBefore;
        var scales = _step == 0 ? _failed == 0 : gain - 1 > Scaling * _step / (Current - _step);
        _rateBefore = Math.Max(rate, _step == 0 ? 0 : _rateBefore);
        if (time.GetTimestamp() < _restUntil)
            return;
        _failed = _step == 0 ? _failed : 0;
        // Most of the step only waits: what brought the gain, and a little more, is enough.
        if (!scales && _step > 0 && (int)Math.Ceiling((Current - _step) * gain * Spare) is var enough && enough < Current)
        {
            (Current, _step) = (enough, 0);
            Rest(EpochLength * 2);
            return;
        }

        _step = Math.Min(scales ? Current : Math.Max(1, Current / 2), maximum - Current);
        Current += _step;
    }
}
