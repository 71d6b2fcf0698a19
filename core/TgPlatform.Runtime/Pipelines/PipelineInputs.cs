using System.Collections;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>What fills and changes a pipeline file from outside.</summary>
public sealed record PipelineInputs
{
    /// <summary>Variables that come before the environment's, for instance a sandbox's addresses.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The environment: variables, and overrides such as <c>TGP_ENGINE__CONSUMERS=8</c> (two underscores go one level down). The process's
    /// own unless set.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = OfProcess();

    /// <summary>Overrides from the command line, <c>engine.consumers=8</c>, <c>sinks[0].with.root=/data</c>; they count before the environment's.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Whether items are given instead of found, or none are wanted. The source is not opened then, and what only its options need may be missing: variables and files.</summary>
    public bool GivesItems { get; init; }

    internal string? Variable(string name) => Variables.TryGetValue(name, out var value) || Environment.TryGetValue(name, out value) ? value : null;

    internal IEnumerable<string> VariableNames() => Variables.Keys.Concat(Environment.Keys);

    private static Dictionary<string, string> OfProcess()
    {
        var own = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
            own[(string)entry.Key] = (string?)entry.Value ?? "";
        return own;
    }
}
