using System.Runtime.CompilerServices;

namespace TgPlatform.Cli.Tests.Support;

/// <summary>Output that is kept as it was approved, beside the tests in <c>Golden/</c>.</summary>
internal static class Approved
{
    /// <summary>A file of the folder.</summary>
    public static string PathOf(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", file);

    /// <summary>The text is the approved one; with <c>TGP_APPROVE=1</c> it becomes it.</summary>
    public static void Is(string file, string text)
    {
        text = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("TGP_APPROVE") == "1")
            File.WriteAllText(PathOf(file), text);
        Assert.Equal(File.ReadAllText(PathOf(file)), text);
    }
}
