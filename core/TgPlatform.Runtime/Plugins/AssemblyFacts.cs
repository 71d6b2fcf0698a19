using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TgPlatform.Runtime.Plugins;

/// <summary>What the metadata of a plugin's DLL says, read without loading it: nothing of a plugin that does not fit ever runs.</summary>
/// <param name="References">The assemblies it needs, with the versions it was built against.</param>
/// <param name="Entries">Full names of the public classes that implement <see cref="Contracts.IPlugin"/>.</param>
internal sealed record AssemblyFacts(IReadOnlyList<(string Name, Version Version)> References, IReadOnlyList<string> Entries)
{
    /// <summary>Reads a DLL.</summary>
    /// <exception cref="PluginException">It is missing or not a .NET assembly.</exception>
    public static AssemblyFacts Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (!image.HasMetadata || image.GetMetadataReader() is not { IsAssembly: true } metadata)
                throw new BadImageFormatException();
            return new(
                [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(one => (metadata.GetString(one.Name), one.Version))],
                [.. metadata.TypeDefinitions.Where(one => IsEntry(metadata, one)).Select(one => FullName(metadata, metadata.GetTypeDefinition(one)))]);
        }
        catch (FileNotFoundException)
        {
            throw new PluginException($"Its folder has no {Path.GetFileName(path)}. Build the plugin, or correct 'assembly' in {PluginManifest.FileName}.");
        }
        catch (BadImageFormatException)
        {
            throw new PluginException($"{Path.GetFileName(path)} is not a .NET assembly, or it is damaged. Copy it again.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"{Path.GetFileName(path)} cannot be read: {unreadable.Message}");
        }
    }

    private static bool IsEntry(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        const TypeAttributes Shape = TypeAttributes.VisibilityMask | TypeAttributes.Abstract | TypeAttributes.ClassSemanticsMask;
        return (metadata.GetTypeDefinition(handle).Attributes & Shape) == TypeAttributes.Public && Implements(metadata, handle);
    }

    private static bool Implements(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetInterfaceImplementations().Any(one => IsPlugin(metadata, metadata.GetInterfaceImplementation(one).Interface))
            || (type.BaseType is { Kind: HandleKind.TypeDefinition, IsNil: false } parent && Implements(metadata, (TypeDefinitionHandle)parent));
    }

    private static bool IsPlugin(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeReference)
            return false;
        var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
        return metadata.StringComparer.Equals(reference.Name, nameof(Contracts.IPlugin))
            && metadata.StringComparer.Equals(reference.Namespace, typeof(Contracts.IPlugin).Namespace!);
    }

    private static string FullName(MetadataReader metadata, TypeDefinition type) =>
        type.Namespace.IsNil ? metadata.GetString(type.Name) : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}
