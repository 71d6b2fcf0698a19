namespace TgPlatform.Runtime.Diagnostics;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Works, but probably not as meant.</summary>
    Warning,

    /// <summary>The pipeline cannot run.</summary>
    Error,
}

/// <summary>One finding about a file: where, what, and what to do.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">Stable code, <c>TGP</c> and four digits; listed in <see cref="DiagnosticCodes"/>.</param>
/// <param name="Location">Where.</param>
/// <param name="Path">The place inside the file, <c>sinks[0].with.root</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong. What to do.</param>
public sealed record Diagnostic(Severity Severity, string Code, SourceLocation Location, string Path, string Message)
{
    /// <summary><c>archive.yaml:14:5: error TGP0012: sinks[0].with.root: missing. Set it to …</c>.</summary>
    public override string ToString() =>
        $"{Location}: {(Severity == Severity.Error ? "error" : "warning")} {Code}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}";
}
