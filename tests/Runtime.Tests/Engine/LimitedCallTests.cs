using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

public sealed class LimitedCallTests
{
    private static readonly Limit Minute = new(TimeSpan.FromMinutes(1), "engine.some");

    [Fact]
    public async Task Run_EndsInTime_GivesTheAnswer()
        => Assert.Equal(5, await LimitedCall.RunAsync(static _ => new ValueTask<int>(5), Minute, "it did not", new ManualTimeProvider(), default));

    [Fact]
    public async Task Run_NeverEnds_FailsAndIsToldToEndAndLeft()
    {
        var (time, never) = (new ManualTimeProvider(), new TaskCompletionSource<int>());
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int>? left = null;
        var running = LimitedCall.RunAsync(
            token =>
            {
                token.Register(told.SetResult);
                return new ValueTask<int>(never.Task);
            },
            Minute, "it did not answer", time, default, call => left = call);
        await time.WhenTimersAsync();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var failure = await Assert.ThrowsAsync<FailureException>(() => running);
        Assert.Equal((FailureKind.Transient, "it did not answer in 60 s (engine.some)"), (failure.Kind, failure.Message));
        await told.Task.WaitAsync(TimeSpan.FromMinutes(2));
        never.SetResult(7);
        Assert.Equal(7, await left!);
    }

    [Fact]
    public async Task Run_FailsByALimitOfItsOwn_SaysWhatThePartSaid()
        => Assert.Equal("mine", (await Assert.ThrowsAsync<TimeoutException>(
            static () => LimitedCall.RunAsync<int>(static _ => throw new TimeoutException("mine"), Minute, "it did not", new ManualTimeProvider(), default))).Message);

    [Fact]
    public async Task Run_Aborted_EndsTheCall()
    {
        using var abort = new CancellationTokenSource();
        var running = LimitedCall.RunAsync(
            static async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            },
            Minute, "it did not", new ManualTimeProvider(), abort.Token);
        await abort.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Run_AbortedAndTheCallDoesNotListen_EndsAndLeavesTheCall()
    {
        using var abort = new CancellationTokenSource();
        var never = new TaskCompletionSource<int>();
        Task<int>? left = null;
        var running = LimitedCall.RunAsync(_ => new ValueTask<int>(never.Task), Minute, "it did not", new ManualTimeProvider(), abort.Token, call => left = call);
        await abort.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(2)));
        never.SetResult(7);
        Assert.Equal(7, await left!);
    }
}
