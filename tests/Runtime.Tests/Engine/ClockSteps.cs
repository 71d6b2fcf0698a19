using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Moves a clock by hand for as long as the code under test waits for it.</summary>
internal static class ClockSteps
{
    /// <summary>Advances second by second until a task has ended.</summary>
    public static async Task AdvanceUntilAsync(this ManualTimeProvider time, Task done)
    {
        while (!done.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            // On a busy machine the code under test must get a turn before days have passed.
            await Task.Delay(1);
        }
    }
}
