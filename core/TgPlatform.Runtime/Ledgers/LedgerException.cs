using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers;

/// <summary>What is the matter with a ledger.</summary>
public enum LedgerProblem
{
    /// <summary>What is in the file cannot be right. A copy was made; <c>tgp ledger repair</c> saves what is readable.</summary>
    Damaged,

    /// <summary>The file is none of ours, and was not touched.</summary>
    Foreign,

    /// <summary>The file was written by a newer version, and was not touched.</summary>
    Newer,

    /// <summary>Another process runs this pipeline, or holds the file.</summary>
    InUse,

    /// <summary>There is no room left. What was said is kept in memory and written as soon as there is, on the next call.</summary>
    Full,

    /// <summary>The file cannot be opened or written: rights, a broken disk.</summary>
    Unusable,
}

/// <summary>The ledger cannot be used. Never an item's fault: no attempt is counted.</summary>
public sealed class LedgerException : FailureException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="problem">What is the matter.</param>
    /// <param name="message">Where, what, and what to do.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public LedgerException(LedgerProblem problem, string message, Exception? innerException = null)
        : base(FailureKind.Blocked, message, innerException) => Problem = problem;

    /// <summary>What is the matter.</summary>
    public LedgerProblem Problem { get; }

    /// <summary>True when the same call may work later, because nothing was lost and nothing half written.</summary>
    public bool CanBeCured => Problem is LedgerProblem.Full or LedgerProblem.InUse;
}
