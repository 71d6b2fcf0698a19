using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>What a plugin shares with the host and what is its own.</summary>
public sealed class PluginIsolationTests : IDisposable
{
    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Load_PrivateCopyOfContractBesideIt_UsesTheHosts()
    {
        _files.Add("good", PluginSources.Good()).AddFile("good", "TgPlatform.Contracts.dll", File.ReadAllBytes(typeof(IPlugin).Assembly.Location));

        Assert.IsAssignableFrom<IStrategy>(Create("first"));
    }

    [Fact]
    public void Load_TwoPluginsWithTwoVersionsOfOneLibrary_EachGetsItsOwn()
    {
        AddWithLibrary("old", "1.0.0.0");
        AddWithLibrary("new", "2.0.0.0");

        Assert.Equal("1.0.0.0", Create("old").ToString());
        Assert.Equal("2.0.0.0", Create("new").ToString());
    }

    [Fact]
    public void Load_LibraryTheHostHasInAnotherVersion_GetsItsOwn()
    {
        var library = PluginFiles.Compile("YamlDotNet", "[assembly: System.Reflection.AssemblyVersion(\"99.0.0.0\")] public static class Yaml { public static string Version => typeof(Yaml).Assembly.GetName().Version!.ToString(); }");
        Add("yaml", "Yaml.Version", library).AddFile("yaml", "YamlDotNet.dll", library);

        Assert.Equal("99.0.0.0", Create("yaml").ToString());
        Assert.NotEqual(99, typeof(YamlDotNet.Core.YamlException).Assembly.GetName().Version!.Major);
    }

    [Fact]
    public void Load_LoggingAbstractions_AreTheHosts()
    {
        Add("logs", "typeof(Microsoft.Extensions.Logging.ILogger).Assembly == typeof(PluginContext).GetProperty(\"Logger\")!.PropertyType.Assembly ? \"same\" : \"other\"", null);

        Assert.Equal("same", Create("logs").ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_AsAsked_IsInContextOfItsOwn(bool unloadable)
    {
        _files.Add("good", PluginSources.Good());
        var offer = new PluginCatalog([_files.Root], unloadable).FindStrategy("first").Offer!;

        var context = AssemblyLoadContext.GetLoadContext(offer.OptionsType.Assembly)!;

        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.Equal(unloadable, context.IsCollectible);
    }

    [Fact]
    public void Load_NativeLibraryBesideIt_IsFound()
    {
        var library = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"), "*e_sqlite3*").First();
        Add("native", "Native.Version().ToString()", null, "public static class Native { [System.Runtime.InteropServices.DllImport(\"own_sqlite\", EntryPoint = \"sqlite3_libversion_number\")] public static extern int Version(); }")
            .AddFile("native", Path.GetFileName(library).Replace("e_sqlite3", "own_sqlite", StringComparison.Ordinal), File.ReadAllBytes(library));

        Assert.InRange(int.Parse(Create("native").ToString()!, CultureInfo.InvariantCulture), 3_000_000, 3_999_999);
    }

    private void AddWithLibrary(string plugin, string version)
    {
        var library = PluginFiles.Compile("Lib", $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] public static class Lib {{ public static string Version => typeof(Lib).Assembly.GetName().Version!.ToString(); }}");
        Add(plugin, "Lib.Version", library).AddFile(plugin, "Lib.dll", library);
    }

    private PluginFiles Add(string plugin, string text, byte[]? library, string more = "") => _files.Add(
        plugin,
        $$"""
        public sealed class Entry : IPlugin { public void Register(IPluginRegistry registry) => registry.AddStrategy<NoOptions>("{{plugin}}", "Tells.", (_, _) => new Tells()); }
        public sealed record NoOptions;
        public sealed class Tells : IStrategy { public void Assign(Assignment assignment) { } public override string ToString() => {{text}}; }
        {{more}}
        """,
        new { strategies = new[] { plugin } },
        library is null ? [] : [MetadataReference.CreateFromImage(library)]);

    private IStrategy Create(string name)
    {
        var lookup = new PluginCatalog([_files.Root]).FindStrategy(name);
        Assert.Null(lookup.Problem);
        return lookup.Offer!.Create(Activator.CreateInstance(lookup.Offer.OptionsType)!, new());
    }
}
