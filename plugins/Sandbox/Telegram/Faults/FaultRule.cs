namespace TgPlatform.Plugins.Sandbox.Telegram.Faults;

/// <summary>When a connection is cut by a rule.</summary>
public enum Disconnection
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>Before the request is carried out.</summary>
    BeforeWork,

    /// <summary>After the request is carried out, its answer unsent.</summary>
    BeforeAnswer,
}

/// <summary>What goes wrong, with which requests, how often. A rule matches requests by method, account and data centre.</summary>
public sealed record FaultRule
{
    /// <summary>A method (<c>upload.getFile</c>), a family (<c>messages.*</c>) or all (<c>*</c>); steps of the key exchange count as methods.</summary>
    public string On { get; init; } = "*";

    /// <summary>Only for the account with this phone number.</summary>
    public string? Account { get; init; }

    /// <summary>Only in this data centre; 0 for all.</summary>
    public int DataCentre { get; init; }

    /// <summary>How many matching requests pass unharmed first.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests are hit; 0 for all.</summary>
    public int Times { get; init; }

    /// <summary>Hit every n-th matching request only.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The error to answer, such as <c>FLOOD_WAIT_5</c>.</summary>
    public string? Error { get; init; }

    /// <summary>The code of <see cref="Error"/>; 0 takes the usual one (420 for waits, 303 for migrations, 401 for sessions, else 400).</summary>
    public int ErrorCode { get; init; }

    /// <summary>How long the answer is held back, beside the general latency.</summary>
    public int DelayMilliseconds { get; init; }

    /// <summary>A transport error to send instead of an answer: −404, −429, −444.</summary>
    public int TransportError { get; init; }

    /// <summary>Whether the connection is cut.</summary>
    public Disconnection Disconnect { get; init; }

    /// <summary>True: no answer at all, the connection stays.</summary>
    public bool Silent { get; init; }

    /// <summary>True: the answer comes compressed.</summary>
    public bool Gzip { get; init; }

    /// <summary>True: the answer is kept back until the next one has been sent, half a second at most.</summary>
    public bool Reorder { get; init; }

    /// <summary>True: the answer comes in a container, beside an acknowledgement.</summary>
    public bool Container { get; init; }

    /// <summary>Cut this many bytes off the content of <c>upload.getFile</c>; more than it has leaves an empty part.</summary>
    public int CutBytes { get; init; }

    /// <summary>True: the salts of the key become invalid right after the answer.</summary>
    public bool RotateSalts { get; init; }

    /// <summary>True: every file reference given so far is expired from this request on.</summary>
    public bool ExpireReferences { get; init; }

    /// <summary>From then on all connections of the account receive this many bytes per second together; 0 changes nothing.</summary>
    public long AccountBytesPerSecond { get; init; }

    /// <summary>A breach of the protocol.</summary>
    public ServerLie Lie { get; init; }
}
