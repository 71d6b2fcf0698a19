using TgPlatform.Contracts;
using TgPlatform.Runtime.Events;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Engine;

/// <summary>Tells a source that holds something for the time of the work that nothing of it is left to fetch.</summary>
internal static class Completion
{
    public static async Task TellAsync(RunParts parts, CancellationToken abort)
    {
        if (parts.Source is not ICompleting completing)
            return;
        try
        {
            await LimitedCall.RunAsync(
                async cancel =>
                {
                    await completing.CompleteAsync(cancel);
                    return true;
                }, Limit.OfSource(parts.Settings), "no answer", parts.Time, abort);
        }
        catch (Exception failure)
        {
            parts.Observer.On(new Notice(parts.Time.GetUtcNow(), $"the source could not be told that nothing is left to fetch: {Failures.Reason(failure)}"));
        }
    }
}
