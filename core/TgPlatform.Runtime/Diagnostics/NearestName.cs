namespace TgPlatform.Runtime.Diagnostics;

/// <summary>Finds what a person probably meant.</summary>
public static class NearestName
{
    // Longer texts are no slip of a name, and comparing them costs the square of their length.
    private const int LongestCompared = 64;

    /// <summary>The candidate that needs the fewest changes, or null when none is near.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="candidates">What would be valid.</param>
    public static string? Of(string wanted, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(candidates);
        if (wanted.Length is 0 or > LongestCompared)
            return null;
        var limit = Math.Max(1, wanted.Length / 3);
        return candidates
            .Select(candidate => (Name: candidate, Distance: DistanceBetween(wanted.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Distance <= limit)
            .OrderBy(static pair => pair.Distance).ThenBy(static pair => pair.Name, StringComparer.Ordinal)
            .Select(static pair => pair.Name)
            .FirstOrDefault();
    }

    /// <summary>A sentence that names the nearest candidate, with a space before it, or nothing.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="candidates">What would be valid.</param>
    public static string Hint(string wanted, IEnumerable<string> candidates) => Of(wanted, candidates) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>A sentence of advice: the nearest candidate, or else all of them.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="candidates">What would be valid.</param>
    public static string Advice(string wanted, IReadOnlyList<string> candidates)
    {
        if (Of(wanted, candidates) is { } nearest)
            return $"Did you mean '{nearest}'?";
        return candidates.Count == 0 ? "Nothing can stand here." : $"Known here: {string.Join(", ", candidates)}.";
    }

    // Insertions, deletions, replacements, and two neighbours swapped (optimal string alignment).
    private static int DistanceBetween(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
