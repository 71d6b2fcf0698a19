namespace TgPlatform.Runtime.Diagnostics;

/// <summary>Collects every finding of one pass over a pipeline, so that all are reported at once.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>Whether anything found forbids running.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>How many findings forbid running.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>The findings in the order of their places.</summary>
    public IReadOnlyList<Diagnostic> Sorted() =>
        [.. _found.Distinct().OrderBy(static one => one.Location.File, StringComparer.Ordinal).ThenBy(static one => one.Location.Line).ThenBy(static one => one.Location.Column)];

    /// <summary>Adds an error.</summary>
    public void Error(string code, SourceLocation location, string path, string message) => Add(new(Severity.Error, code, location, path, message));

    /// <summary>Adds a warning.</summary>
    public void Warning(string code, SourceLocation location, string path, string message) =>
        Add(new(Severity.Warning, code, location, path, message));

    /// <summary>Adds a finding; its message is put on one line.</summary>
    public void Add(Diagnostic one)
    {
        ErrorCount += one.Severity == Severity.Error ? 1 : 0;
        _found.Add(one with { Message = Printable.Line(one.Message) });
    }
}
