using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TgPlatform.Architecture;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));
    private static readonly Lazy<string[]> Tracked = new(static () => Git("ls-files", "--cached", "--others", "--exclude-standard"));

    public static string At(string relative) => Path.Combine(Root, relative);

    public static string Relative(string path) => Path.GetRelativePath(Root, Path.GetFullPath(path)).Replace('\\', '/');

    public static string FolderOf(string file) => file.Split('/')[0];

    /// <summary>Files that are, or would be, committed, by a pattern such as <c>*.cs</c>.</summary>
    public static IEnumerable<string> Files(string pattern) => Tracked.Value.Where(file => file.EndsWith(pattern[1..], StringComparison.Ordinal) && File.Exists(At(file)));

    public static IEnumerable<string> TrackedTopLevel() => Tracked.Value.Where(static file => File.Exists(At(file))).Select(static file => file.Split('/')[0]).Distinct();

    private static string[] Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
