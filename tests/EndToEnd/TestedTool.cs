namespace TgPlatform.EndToEnd;

/// <summary>Which <c>tgp</c> is tested as a process: the one that was built, or, with TGP_TESTS_TOOL=DIR, the one that was published to DIR (an absolute path).</summary>
/// <remarks>Tests with the trait Tool=Published are run in both ways by .ci/run.</remarks>
internal static class TestedTool
{
    /// <summary>The program and what comes before tgp's own arguments.</summary>
    /// <param name="built">The built <c>tgp.dll</c>.</param>
    public static IReadOnlyList<string> Command(string built) =>
        Environment.GetEnvironmentVariable("TGP_TESTS_TOOL") is { Length: > 0 } folder ? [Path.GetFullPath(Path.Combine(folder, "tgp"))] : ["dotnet", built];
}
