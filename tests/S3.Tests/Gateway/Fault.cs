namespace TgPlatform.S3Server;

/// <summary>What a front does to a request instead of passing it on.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection breaks before the server has seen anything.</summary>
    CutBefore,

    /// <summary>The connection breaks in the middle of the body; the server sees nothing whole.</summary>
    CutInside,

    /// <summary>The server does what was asked, and its answer is lost.</summary>
    CutAfter,

    /// <summary>500 InternalError, and nothing done.</summary>
    InternalError,

    /// <summary>503 SlowDown, and nothing done.</summary>
    SlowDown,

    /// <summary>405, as servers do that lack the operation.</summary>
    NotAllowed,
}
