namespace TgPlatform.Runtime.Hooks;

/// <summary>Hooks as machine code with its map back to the text: what the compiler makes and the cache keeps.</summary>
/// <param name="Assembly">The assembly: one static class per hook, named by <see cref="ClassOf"/>, with a method <see cref="Method"/>.</param>
/// <param name="Symbols">The portable PDB.</param>
/// <param name="FilterReadsSize"><see cref="IPipelineHooks.FilterReadsSize"/>.</param>
internal sealed record CompiledHooks(byte[] Assembly, byte[] Symbols, bool FilterReadsSize)
{
    public const string Method = "Run";

    public static string ClassOf(int hook) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Hook{hook}");
}
