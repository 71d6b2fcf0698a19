using System.Diagnostics;

namespace TgPlatform.Benchmarks;

/// <summary>
/// Runs a measure in a process of its own without tiered compilation: how far the compiler has come with a method decides what it keeps off the
/// heap and how much code it holds; without tiers that is the same in every run.
/// </summary>
internal static class WithoutTiers
{
    private const string Tiering = "DOTNET_TieredCompilation";

    /// <summary>Measures here when this process has no tiers, else in another that has none.</summary>
    /// <param name="arguments">This process's own.</param>
    /// <param name="measure">The measure; gives the exit code.</param>
    public static int Run(string[] arguments, Func<int> measure)
    {
        if (Environment.GetEnvironmentVariable(Tiering) == "0")
            return measure();
        var again = new ProcessStartInfo(Environment.ProcessPath!, [.. Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? new[] { typeof(WithoutTiers).Assembly.Location } : [], .. arguments]);
        again.Environment[Tiering] = "0";
        using var child = Process.Start(again)!;
        child.WaitForExit();
        return child.ExitCode;
    }
}
