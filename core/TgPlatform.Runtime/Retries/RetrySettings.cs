using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Retries;

/// <summary>The <c>retry:</c> section of a pipeline.</summary>
public sealed record RetrySettings
{
    /// <summary>Attempts.</summary>
    [Description("How often an item is tried before it becomes a dead letter; waits that the other side asked for are not counted.")]
    [Range(1, 1000)]
    public int Attempts { get; init; } = 5;

    /// <summary>Pauses.</summary>
    [Description("The pause before the second attempt and the longest pause; in between it doubles, and every pause is a random part of that.")]
    [Example("1s..60s")]
    public DurationRange Backoff { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
}
