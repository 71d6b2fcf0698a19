namespace TgPlatform.Plugins.Sandbox.Telegram.Faults;

/// <summary>So many calls of a method in so much time per account; whoever asks more is told to wait, and is not served earlier.</summary>
public sealed record FloodLimit
{
    /// <summary>A method, a family (<c>messages.*</c>) or all (<c>*</c>).</summary>
    public string On { get; init; } = "*";

    /// <summary>Calls allowed within <see cref="WindowSeconds"/>.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>The length of the window.</summary>
    public int WindowSeconds { get; init; } = 1;

    /// <summary>How long an account that asked too much is refused.</summary>
    public int WaitSeconds { get; init; } = 1;

    /// <summary>True: the answer is FLOOD_PREMIUM_WAIT_X, and premium accounts are exempt.</summary>
    public bool Premium { get; init; }
}
