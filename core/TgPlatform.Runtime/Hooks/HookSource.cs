using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Hooks;

/// <summary>A hook with everything it loads, read but not compiled.</summary>
/// <param name="Hook">The hook.</param>
/// <param name="Files">The files it loads, in the order of loading, and last its own text; <c>#load</c> lines are blank.</param>
/// <param name="IsWhole">False when a file it loads could not be read.</param>
internal sealed record HookSource(HookText Hook, IReadOnlyList<HookFile> Files, bool IsWhole = true)
{
    /// <summary>The hook's own text.</summary>
    public HookFile Own => Files[^1];

    /// <summary>Reads what a hook loads; a file that cannot be read is an error at its <c>#load</c>.</summary>
    public static HookSource Read(HookText hook, DiagnosticBag diagnostics)
    {
        var own = new HookFile(hook.Code.TrimEnd(), hook.Location);
        if (!hook.IsScript)
            return new(hook, [own]);
        var files = new List<HookFile>();
        var isWhole = Add(own, Path.GetFullPath(hook.Location.File), hook, files, [], diagnostics);
        return new(hook, files, isWhole);
    }

    private static bool Add(HookFile file, string path, HookText hook, List<HookFile> files, HashSet<string> seen, DiagnosticBag diagnostics)
    {
        if (!seen.Add(path))
            return true;
        var isWhole = true;
        var text = file.Text.ToCharArray();
        foreach (var (start, length, name) in LoadLines(file.Text))
        {
            Array.Fill(text, ' ', start, length);
            var loaded = Path.GetFullPath(name, Path.GetDirectoryName(path)!);
            try
            {
                isWhole &= Add(new(File.ReadAllText(loaded), new(loaded, 1, 1)), loaded, hook, files, seen, diagnostics);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                isWhole = false;
                diagnostics.Error(DiagnosticCodes.HookForm, hook.PlaceOf(file, start), hook.Path, $"'{name}' cannot be loaded: {exception.Message} The name counts from the folder of the file that loads it.");
            }
        }

        files.Add(file with { Text = new(text) });
        return isWhole;
    }

    // Only before the first line of code, as in every C# script: a '#load' further down may be part of a text.
    private static IEnumerable<(int Start, int Length, string Name)> LoadLines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var length = (end < 0 ? text.Length : end) - start;
            var line = text.Substring(start, length).Trim();
            if (line.StartsWith("#load", StringComparison.Ordinal) && line.Split('"') is [_, var name, ..])
                yield return (text.IndexOf('#', start), line.Length, name);
            else if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("using ", StringComparison.Ordinal))
                yield break;
            start += length + 1;
        }
    }
}
