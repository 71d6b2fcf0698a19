namespace TgPlatform.Plugins.Sandbox.Telegram.Faults;

/// <summary>What befalls one request: all rules that hit it, laid over each other.</summary>
internal readonly record struct Fault(
    string? Error,
    int ErrorCode,
    int DelayMilliseconds,
    int TransportError,
    Disconnection Disconnect,
    bool Silent,
    bool Gzip,
    bool Reorder,
    bool Container,
    int CutBytes,
    bool RotateSalts,
    bool ExpireReferences,
    long AccountBytesPerSecond,
    ServerLie Lie)
{
    public Fault With(FaultRule rule) => new(
        Error ?? rule.Error,
        Error is null && rule.Error is not null ? CodeOf(rule) : ErrorCode,
        DelayMilliseconds + rule.DelayMilliseconds,
        TransportError != 0 ? TransportError : rule.TransportError,
        Disconnect != Disconnection.None ? Disconnect : rule.Disconnect,
        Silent || rule.Silent,
        Gzip || rule.Gzip,
        Reorder || rule.Reorder,
        Container || rule.Container,
        CutBytes + rule.CutBytes,
        RotateSalts || rule.RotateSalts,
        ExpireReferences || rule.ExpireReferences,
        AccountBytesPerSecond != 0 ? AccountBytesPerSecond : rule.AccountBytesPerSecond,
        Lie != ServerLie.None ? Lie : rule.Lie);

    private static int CodeOf(FaultRule rule) => rule.ErrorCode != 0 ? rule.ErrorCode : UsualCode(rule.Error!);

    private static int UsualCode(string error) => error switch
    {
        _ when error.Contains("_WAIT", StringComparison.Ordinal) || error.StartsWith("TAKEOUT_INIT_DELAY", StringComparison.Ordinal) => 420,
        _ when error.Contains("_MIGRATE_", StringComparison.Ordinal) => 303,
        "AUTH_KEY_DUPLICATED" => 406,
        _ when error.StartsWith("AUTH_KEY_", StringComparison.Ordinal) || error.StartsWith("SESSION_", StringComparison.Ordinal) => 401,
        _ when error.StartsWith("USER_DEACTIVATED", StringComparison.Ordinal) => 401,
        _ => 400,
    };
}
