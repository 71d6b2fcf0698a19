namespace TgPlatform.Runtime.Hooks;

/// <summary>Hooks as the compiler makes them and the cache keeps them.</summary>
/// <param name="Assembly">The assembly: one static class per hook, named by <see cref="ClassOf"/>, with a method <see cref="Method"/>.</param>
/// <param name="FilterReadsSize"><see cref="IPipelineHooks.FilterReadsSize"/>.</param>
internal sealed record CompiledHooks(byte[] Assembly, bool FilterReadsSize)
{
    /// <summary>The portable PDB, the map back to the text; null for hooks that are run and not traced.</summary>
    public byte[]? Symbols { get; init; }

    public const string Method = "Run";

    public static string ClassOf(int hook) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Hook{hook}");
}
