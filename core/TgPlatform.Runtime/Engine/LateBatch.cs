using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>
/// A batch of records whose call was left alone. Until it has ended the sink is given no other; what it has stored after all is not given again.
/// </summary>
internal sealed class LateBatch(Task call, string type, IReadOnlyList<Record> records)
{
    /// <summary>Whether the sink is free again.</summary>
    public bool HasEnded => call.IsCompleted;

    /// <summary>The records it has stored, by type, key and version of their item; known when it has ended.</summary>
    public HashSet<(string Type, string Key, string? Version)> Stored()
    {
        var failed = call.Exception?.InnerException is BatchException some ? some.Failures : null;
        return call.IsCompletedSuccessfully || failed is not null
            ? [.. records.Where((_, index) => failed?.ContainsKey(index) != true).Select(record => (type, record.Key, record.Item.Version))]
            : [];
    }
}
