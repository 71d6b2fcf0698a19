using Microsoft.CodeAnalysis;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>Hostile and unlucky plugins: each becomes a state with its reason, and a good neighbour still works.</summary>
public sealed class PluginProbeTests : IDisposable
{
    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Load_OtherMajorContract_IsNotSupported() => Expect(
        PluginStatus.NotSupported, "It was built for contract 2.0, and this tgp has 1.0. Get the plugin for contract 1.x, or the tgp that has 2.x.", BuiltForContract("2.0.0.0"));

    [Fact]
    public void Load_NewerMinorContract_IsNotSupported() => Expect(
        PluginStatus.NotSupported, "It needs contract 1.7, and this tgp has 1.0. Update tgp.", BuiltForContract("1.7.0.0"));

    [Fact]
    public void Load_NewerPatchOfContract_IsReady() => Expect(PluginStatus.Ready, null, BuiltForContract("1.0.9.0", PluginSources.Good()));

    [Fact]
    public void Load_NewerDotNet_IsNotSupported()
    {
        var future = PluginFiles.Compile("System.Runtime", "[assembly: System.Reflection.AssemblyVersion(\"99.0.0.0\")] namespace Future { public class Marker; }");
        var image = PluginFiles.Compile("new_net", PluginSources.Good() + "public class Uses : Future.Marker;", PluginFiles.Contract, MetadataReference.CreateFromImage(future));

        Expect(PluginStatus.NotSupported, $"It was built for .NET 99, and this is .NET {Environment.Version.Major}.", image);
    }

    [Fact]
    public void Load_NoReferenceToContract_IsBroken() => Expect(
        PluginStatus.Broken, "Its DLL does not use TgPlatform.Contracts, so it is not a plugin.", PluginFiles.Compile("subject", "public class Nothing;"));

    [Fact]
    public void Load_GarbageDll_IsBroken() => Expect(PluginStatus.Broken, "subject.dll is not a .NET assembly, or it is damaged. Copy it again.", "MZ garbage"u8.ToArray());

    [Fact]
    public void Load_HalfCopiedDll_IsBroken() => Expect(PluginStatus.Broken, "subject.dll is not a .NET assembly, or it is damaged.", Compiled(PluginSources.Good())[..2000]);

    [Fact]
    public void Load_EmptyDll_IsBroken() => Expect(PluginStatus.Broken, "subject.dll is not a .NET assembly, or it is damaged.", []);

    [Fact]
    public void Load_DllMissing_IsBroken()
    {
        _files.Add("subject", PluginSources.Good());
        File.Delete(_files.PathOf("subject", "subject.dll"));

        Expect(PluginStatus.Broken, "Its folder has no subject.dll.");
    }

    [Fact]
    public void Load_DependencyMissing_NamesIt()
    {
        var library = PluginFiles.Compile("Lib", "[assembly: System.Reflection.AssemblyVersion(\"3.1.0.0\")] public static class Lib { public static int Lane() => 0; }");

        Expect(
            PluginStatus.Broken,
            "It needs Lib.dll 3.1.0.0, which is not in its folder or cannot be used.",
            PluginFiles.Compile("subject", PluginSources.Good() + "public static class Uses { public static int Lane() => Lib.Lane(); }", PluginFiles.Contract, MetadataReference.CreateFromImage(library)));
    }

    [Fact]
    public void Load_HostLibraryNotInItsFolder_IsNotBorrowed()
    {
        var hosts = typeof(YamlDotNet.Core.YamlException).Assembly;
        var image = PluginFiles.Compile(
            "subject", PluginSources.Good() + "public class Uses { public YamlDotNet.Core.YamlException? Last; }", PluginFiles.Contract, MetadataReference.CreateFromFile(hosts.Location));

        Expect(PluginStatus.Broken, $"It needs YamlDotNet.dll {hosts.GetName().Version}, which is not in its folder or cannot be used.", image);
    }

    [Fact]
    public void Load_NoEntry_IsBroken() => Expect(
        PluginStatus.Broken, "subject.dll has no public class that implements IPlugin. Add one.", PluginSources.Parts + "internal sealed class Hidden : IPlugin { public void Register(IPluginRegistry registry) { } }");

    [Fact]
    public void Load_TwoEntries_NamesBoth() => Expect(
        PluginStatus.Broken, "several public classes that implement IPlugin: Entry, Other. Leave one public.", PluginSources.Good() + "public sealed class Other : IPlugin { public void Register(IPluginRegistry registry) { } }");

    [Fact]
    public void Load_EntryInheritsTheInterface_IsReady() => Expect(
        PluginStatus.Ready,
        null,
        $$"""{{PluginSources.Parts}} public abstract class Base : IPlugin { public void Register(IPluginRegistry registry) { {{PluginSources.Strategy("first")}} } } public sealed class Entry : Base;""");

    [Fact]
    public void Load_ConstructorWithParameter_IsBroken() => Expect(
        PluginStatus.Broken, "Entry has no public constructor without parameters. Add one.", "public sealed class Entry(int size) : IPlugin { public void Register(IPluginRegistry registry) => Console.Write(size); }");

    [Fact]
    public void Load_ConstructorThrows_IsBroken() => Expect(
        PluginStatus.Broken,
        "Its constructor threw InvalidOperationException: first line second line",
        "public sealed class Entry : IPlugin { public Entry() => throw new InvalidOperationException(\"first line\\nsecond line\"); public void Register(IPluginRegistry registry) { } }");

    [Fact]
    public void Load_StaticInitialiserThrows_SaysWhatReallyHappened() => Expect(
        PluginStatus.Broken,
        "Its constructor threw FormatException: ",
        "public sealed class Entry : IPlugin { static readonly int Size = int.Parse(\"many\"); static Entry() { } public void Register(IPluginRegistry registry) => Console.Write(Size); }");

    [Fact]
    public void Load_RegisterThrows_IsBroken() => Expect(
        PluginStatus.Broken, "Its Register threw NotSupportedException: not today", PluginSources.WithRegister("throw new NotSupportedException(\"not today\");"));

    [Fact]
    public void Load_NullFactory_IsBroken() => Expect(
        PluginStatus.Broken, "Its Register threw ArgumentNullException: ", PluginSources.WithRegister("registry.AddStrategy<LaneOptions>(\"first\", \"Text.\", null!);"));

    [Theory]
    [InlineData("First", "It registers the strategy 'First'. Names are snake_case")]
    [InlineData("first_", "It registers the strategy 'first_'. Names are snake_case")]
    [InlineData("second", "It registers the strategy 'second', which plugin.json does not name. Add it to 'provides'.")]
    public void Load_WrongName_IsBroken(string name, string reason) => Expect(PluginStatus.Broken, reason, PluginSources.WithRegister(PluginSources.Strategy(name)));

    [Fact]
    public void Load_NameTwice_IsBroken() => Expect(
        PluginStatus.Broken, "It registers the strategy 'first' twice.", PluginSources.WithRegister(PluginSources.Strategy("first") + PluginSources.Strategy("first")));

    [Fact]
    public void Load_PromisedNameNotRegistered_IsBroken() => Expect(
        PluginStatus.Broken, "plugin.json names the strategy 'first', which it does not register. Take it out of 'provides'.", PluginSources.WithRegister(""));

    [Fact]
    public void Load_NoDescription_IsBroken() => Expect(
        PluginStatus.Broken, "Its strategy 'first' has no description.", PluginSources.WithRegister(PluginSources.Strategy("first", " ")));

    [Fact]
    public void Load_OptionWithoutDescription_NamesIt() => Expect(
        PluginStatus.Broken,
        "The option 'max_size' (Bare.MaxSize) of 'first' has no description. Give it a [Description].",
        WithOptions("Bare", "public sealed record Bare { public int MaxSize { get; init; } }"));

    [Fact]
    public void Load_NestedOptionWithoutDescription_NamesIt() => Expect(
        PluginStatus.Broken,
        "The option 'depth' (Inner.Depth) of 'first' has no description.",
        WithOptions("Outer", "public sealed record Outer { [Description(\"Inside.\")] public IReadOnlyList<Inner> Inner { get; init; } = []; } public sealed record Inner { public int Depth { get; init; } }"));

    [Fact]
    public void Load_OptionOfImpossibleType_NamesIt() => Expect(
        PluginStatus.Broken,
        "The options record Odd cannot be used: Target is a IDisposable, which no option can be.",
        WithOptions("Odd", "public sealed record Odd { [Description(\"Where.\")] public IDisposable? Target { get; init; } }"));

    [Fact]
    public void Load_OptionsRecordThrows_SaysSo() => Expect(
        PluginStatus.Broken,
        "making it threw TimeoutException: too late",
        WithOptions("Late", "public sealed record Late { public Late() => throw new TimeoutException(\"too late\"); [Description(\"Why.\")] public int Why { get; init; } }"));

    private static string WithOptions(string record, string source) =>
        source + PluginSources.WithRegister($$"""registry.AddStrategy<{{record}}>("first", "Text.", (_, _) => new First(new()));""");

    private static byte[] Compiled(string source) => PluginFiles.Compile("subject", source, PluginFiles.Contract);

    private static byte[] BuiltForContract(string version, string? source = null)
    {
        // The real contract's sources are not at hand here; a stand-in with its name and the members used says the same in metadata.
        var contract = PluginFiles.Compile("TgPlatform.Contracts", $$"""
            [assembly: System.Reflection.AssemblyVersion("{{version}}")]
            namespace TgPlatform.Contracts
            {
                public sealed class PluginContext;
                public sealed class ItemGroup;
                public sealed class Assignment { public IReadOnlyList<ItemGroup> Groups => []; public void Give(int group, int lane) { } }
                public interface IStrategy { void Assign(Assignment assignment); }
                public interface IPluginRegistry { void AddStrategy<T>(string name, string description, Func<T, PluginContext, IStrategy> create) where T : class; }
                public interface IPlugin { void Register(IPluginRegistry registry); }
            }
            """);
        return PluginFiles.Compile("subject", source ?? PluginSources.Good(), MetadataReference.CreateFromImage(contract));
    }

    private void Expect(PluginStatus status, string? reason, string source) => Expect(status, reason, Compiled(source));

    private void Expect(PluginStatus status, string? reason, byte[] image)
    {
        _files.AddImage("subject", image);
        Expect(status, reason);
    }

    private void Expect(PluginStatus status, string? reason)
    {
        _files.Add("good", PluginSources.Good("good"), new { strategies = new[] { "good" } });
        var catalog = new PluginCatalog([_files.Root]);
        var subject = catalog.Plugins.Single(static one => one.Name == "subject");

        var offers = subject.Load();

        Assert.True(status == subject.State.Status, $"{subject.State}");
        Assert.Equal(status == PluginStatus.Ready, offers.Count > 0);
        if (reason is null)
            Assert.Null(subject.State.Reason);
        else
            Assert.Contains(reason, subject.State.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', subject.State.Reason ?? "");
        Assert.NotNull(catalog.FindStrategy("good").Offer);
    }
}
