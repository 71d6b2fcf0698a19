using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>A temporary folder of plugins, compiled for the test that needs them.</summary>
internal sealed class PluginFiles : IDisposable
{
    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal)))
            .Select(static path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The folder that holds the plugin folders.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("tgp-plugins-").FullName;

    public static MetadataReference Contract { get; } = MetadataReference.CreateFromFile(typeof(IPlugin).Assembly.Location);

    public string FolderOf(string plugin) => Path.Combine(Root, plugin);

    public string PathOf(string plugin, string file) => Path.Combine(Root, plugin, file);

    /// <summary>Compiles a library; what it gives can be written to a folder or referenced by the next one.</summary>
    public static byte[] Compile(string assembly, string source, params MetadataReference[] references)
    {
        const string Usings = "using System; using System.Collections.Generic; using System.ComponentModel; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks; using TgPlatform.Contracts;\n";
        return Compile(assembly, [Usings + source, "namespace TgPlatform.Contracts { }"], references);
    }

    /// <summary>Compiles a library of several files.</summary>
    public static byte[] Compile(string assembly, IEnumerable<string> sources, params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(
            assembly, sources.Select(static one => CSharpSyntaxTree.ParseText(one)), [.. Framework.Value, .. references], new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static one => one.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }

    /// <summary>Writes a plugin folder with DLL and manifest.</summary>
    public PluginFiles Add(string plugin, string source, object? provides = null, params MetadataReference[] references) =>
        AddImage(plugin, Compile(plugin, source, [Contract, .. references]), provides);

    public PluginFiles AddImage(string plugin, byte[] image, object? provides = null) =>
        AddFile(plugin, plugin + ".dll", image)
            .AddFile(plugin, "plugin.json", JsonSerializer.SerializeToUtf8Bytes(new
            {
                name = plugin,
                version = "1.2.3",
                assembly = plugin + ".dll",
                description = "A plugin for a test.",
                provides = provides ?? new { strategies = new[] { "first" } },
            }));

    public PluginFiles AddFile(string plugin, string file, byte[] content)
    {
        Directory.CreateDirectory(FolderOf(plugin));
        File.WriteAllBytes(PathOf(plugin, file), content);
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
