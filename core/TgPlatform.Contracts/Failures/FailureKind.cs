namespace TgPlatform.Contracts;

/// <summary>What a failure means for what comes next.</summary>
public enum FailureKind
{
    /// <summary>May work when tried again: a broken connection, a time-out, a server error. Tried again with growing pauses.</summary>
    Transient = 0,

    /// <summary>The other side asks to wait. Tried again after the wait, which is not counted as an attempt.</summary>
    Throttled,

    /// <summary>Will not work however often it is tried: not found, gone, name taken. The item becomes a dead letter at once.</summary>
    Permanent,

    /// <summary>The item itself is at fault: a name that cannot be used, a hook that throws. A dead letter at once.</summary>
    Poison,

    /// <summary>
    /// Nothing more will work on this lane or sink until somebody acts: disk full, read-only, not authorised. The lane or sink pauses, no
    /// attempt is counted, and work continues when it is cured.
    /// </summary>
    Blocked,
}
