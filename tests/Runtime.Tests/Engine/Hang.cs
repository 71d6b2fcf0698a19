namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Lets one call hang, and only the first.</summary>
internal sealed class Hang
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously), _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Release() => _released.TrySetResult();

    // Whoever hangs does not listen either.
    public Task PassAsync() => _reached.TrySetResult() ? _released.Task : Task.CompletedTask;
}
