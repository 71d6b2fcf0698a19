using TgPlatform.Runtime.Retries;

namespace TgPlatform.Cli.Presentation;

/// <summary>The advice that failures came with, each once however many items had it.</summary>
internal sealed class AdviceList
{
    // Messages of libraries have several lines too, and each may be another one.
    private const int Most = 5;

    private readonly List<string> _lines = [];

    /// <summary>The different ones, in the order in which they came.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Takes the advice of a failure, if it has any.</summary>
    public void Add(string? reason)
    {
        if (reason is not null && _lines.Count < Most && FailureText.TryAdvice(reason, out var advice) && !_lines.Contains(advice))
            _lines.Add(advice);
    }
}
