using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>A hook failed on an item: it threw, or ran for too long. The item alone pays for it.</summary>
public sealed class HookException : FailureException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="hook">The hook's place in the pipeline file, <c>sinks[1].when</c>.</param>
    /// <param name="location">The line and column that failed, as exactly as is known.</param>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What the hook threw, or null.</param>
    public HookException(string hook, SourceLocation location, string message, Exception? innerException = null)
        : base(FailureKind.Poison, $"{location} {hook}: {message}", innerException) => (Hook, Location) = (hook, location);

    /// <summary>The hook's place in the pipeline file.</summary>
    public string Hook { get; }

    /// <summary>The line and column that failed.</summary>
    public SourceLocation Location { get; }
}
