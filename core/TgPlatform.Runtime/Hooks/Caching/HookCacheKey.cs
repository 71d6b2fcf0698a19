using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks.Caching;

/// <summary>
/// What compiled hooks depend on, as one digest: texts with their places and everything they load, the fields, the contract, this runtime with
/// the wrapper and the options in it, the compiler, and the framework compiled against.
/// </summary>
internal static class HookCacheKey
{
    private const string Compiler = "Microsoft.CodeAnalysis.CSharp";

    /// <summary>The key, as 64 hexadecimal digits.</summary>
    public static string Of(IReadOnlyList<HookSource> sources, IReadOnlyList<FieldDefinition> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Host().Concat(fields.SelectMany(PartsOf)).Concat(sources.SelectMany(PartsOf)))
        {
            // Length first: no two lists of parts may run into the same bytes.
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Host()
    {
        yield return typeof(Item).Module.ModuleVersionId.ToString();
        yield return typeof(HookItem).Module.ModuleVersionId.ToString();
        yield return typeof(object).Module.ModuleVersionId.ToString();
        // From this assembly's own reference, so that asking does not load the compiler.
        yield return typeof(HookItem).Assembly.GetReferencedAssemblies().First(static one => one.Name == Compiler).FullName;
    }

    private static IEnumerable<string> PartsOf(FieldDefinition field) => [field.Name, field.Type.ToString()];

    private static IEnumerable<string> PartsOf(HookSource source)
    {
        var hook = source.Hook;
        yield return string.Create(CultureInfo.InvariantCulture, $"{hook.Role} {hook.Sink} {hook.IsScript} {source.Files.Count}");
        yield return hook.Path;
        foreach (var file in source.Files)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{file.Start}");
            yield return file.Text;
        }
    }
}
