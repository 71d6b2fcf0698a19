using TgPlatform.Runtime.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class CircuitTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new(_time);

    [Fact]
    public void Fails_FewerItemsThanEnoughHoweverOften_StaysClosed()
    {
        for (var round = 0; round < 10; round++)
            Assert.All(Enumerable.Range(1, Circuit.Enough - 1), number => Assert.False(_circuit.Fails($"{number}", "reset", isProbe: false)));

        Assert.True(_circuit.TryPass(out var isProbe));
        Assert.False(isProbe);
    }

    [Fact]
    public void Fails_SomethingWorkedInBetween_StaysClosed()
    {
        FailMany(Circuit.Enough - 1);
        Assert.False(_circuit.Works());
        FailMany(Circuit.Enough - 1);

        Assert.Null(_circuit.Reason);
    }

    [Fact]
    public void TryPass_Open_LetsOneThroughAfterEachPauseWhichGrows()
    {
        FailMany(Circuit.Enough);
        Assert.Contains("reset", _circuit.Reason, StringComparison.Ordinal);

        foreach (var seconds in new[] { 5, 10, 20, 40, 60, 60 })
        {
            Assert.Equal(_time.GetUtcNow().AddSeconds(seconds), _circuit.PausedUntil);
            _time.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.False(_circuit.TryPass(out _));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(_circuit.PausedUntil);
            Assert.True(_circuit.TryPass(out var isProbe) && isProbe);
            Assert.False(_circuit.TryPass(out _));
            Assert.True(_circuit.Fails("probe", "reset", isProbe: true));
        }
    }

    [Fact]
    public void Fails_ThoseThatWereUnderWayWhenItOpened_DoNotLengthenThePause()
    {
        FailMany(Circuit.Enough);
        var until = _circuit.PausedUntil;

        for (var late = 0; late < 16; late++)
            _circuit.Fails($"late-{late}", "reset", isProbe: false);

        Assert.Equal(until, _circuit.PausedUntil);
    }

    [Fact]
    public void TryPass_ProbeNeverAnswers_TheNextOneComesAPauseLater()
    {
        _circuit.Block("disk full", isProbe: false);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(_circuit.TryPass(out _));

        Assert.False(_circuit.TryPass(out _));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_circuit.TryPass(out var isProbe) && isProbe);
    }

    [Fact]
    public void Works_Open_ClosesAndBeginsAnew()
    {
        Assert.True(_circuit.Block("disk full", isProbe: false));
        Assert.False(_circuit.Block("disk full", isProbe: false));

        Assert.True(_circuit.Works());
        Assert.False(_circuit.Works());
        Assert.True(_circuit.TryPass(out var isProbe) && !isProbe);
        FailMany(Circuit.Enough);
        Assert.Equal(_time.GetUtcNow().AddSeconds(5), _circuit.PausedUntil);
    }

    [Theory]
    [InlineData(-365)]
    [InlineData(365)]
    public void PausedUntil_ClockIsSet_ThePauseStaysAsLong(int days)
    {
        _circuit.Block("disk full", isProbe: false);

        _time.Jump(_time.GetUtcNow().AddDays(days));

        Assert.Equal(_time.GetUtcNow().AddSeconds(5), _circuit.PausedUntil);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(_circuit.TryPass(out _));
    }

    private void FailMany(int count)
    {
        for (var number = 1; number <= count; number++)
            _circuit.Fails($"{number}", "connection reset", isProbe: false);
    }
}
