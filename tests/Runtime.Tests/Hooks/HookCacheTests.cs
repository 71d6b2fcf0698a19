using System.Reflection;
using System.Runtime.Loader;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class HookCacheTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("tgp-hooks").FullName;

    private string Folder => Path.Combine(_parent, "cache");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Compile_SameHooksAgain_UsesWhatIsKept()
    {
        Assert.True(Keeps(Filter("item.Size > 1")));
        var kept = Assert.Single(Directory.GetFiles(Folder));
        Assert.False(Keeps(Filter("item.Size < 1")));
        var other = Assert.Single(Directory.GetFiles(Folder), file => file != kept);
        File.Copy(other, kept, overwrite: true);
        Assert.False(Keeps(Filter("item.Size > 1")));
    }

    [Fact]
    public void Compile_FromCache_KnowsSizeAndLines()
    {
        var failing = Filter("item.Size > 1\n  && 1 / (item.Name.Length - 11) > 0");
        foreach (var _ in new[] { "compiled", "cached" })
        {
            using var hooks = new HookCompiler(Folder).Compile(new([failing]), CatFields, new())!;
            Assert.True(hooks.FilterReadsSize);
            Assert.Equal(new SourceLocation("pipe.yaml", 3, 9), Assert.Throws<HookException>(() => hooks.Keeps(Cat)).Location);
        }
    }

    [Fact]
    public void Compile_AnythingChanged_CompilesAnew()
    {
        var loaded = Path.Combine(_parent, "helpers.csx");
        File.WriteAllText(loaded, "bool Good() => true;");
        HookText Script() => new(HookRole.Filter, null, "#load \"helpers.csx\"\nGood()", new(Path.Combine(_parent, "rules.csx"), 1, 1), 0, true, "filter");
        var before = Filter("item.Size > 1");
        Assert.All(
            new Func<bool>[]
            {
                () => Keeps(before), () => Keeps(Filter("item.Size > 2")), () => Keeps(Filter("item.Size > 1", line: 4)), () => Keeps(Filter("item.Size > 1", column: 5)),
                () => Keeps(before with { Location = new("other.yaml", 3, 9) }), () => Keeps(before with { Path = "keep" }),
                () => Keeps(before, [.. CatFields, new("more", FieldType.Text, "", "")]), () => Keeps(before, [.. CatFields, new("more", FieldType.Integer, "", "")]),
                () => Keeps(Script()),
            },
            (compile, index) =>
            {
                Assert.True(compile());
                Assert.Equal(index + 1, Directory.GetFiles(Folder).Length);
            });
        File.WriteAllText(loaded, "bool Good() => false;");
        Assert.False(Keeps(Script()));
    }

    [Fact]
    public void Compile_CacheFileDamaged_IsReplaced()
    {
        Assert.True(Keeps(Filter("item.Size > 1")));
        var file = Assert.Single(Directory.GetFiles(Folder));
        var whole = File.ReadAllBytes(file);
        byte[][] damaged = [[], [1, 2, 3], whole[..^1], whole[..(whole.Length / 2)], [.. whole, 0], [.. whole[..100], (byte)~whole[100], .. whole[101..]]];
        Assert.All(damaged, bytes =>
        {
            File.WriteAllBytes(file, bytes);
            Assert.True(Keeps(Filter("item.Size > 1")));
            Assert.Equal(whole, File.ReadAllBytes(file));
        });
    }

    [Fact]
    public async Task Compile_ManyAtOnceInOneFolder_AllSucceedAndLeaveOneFile()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Keeps(Filter("item.Size > 1")))));
        Assert.DoesNotContain(false, answers);
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Compile_FolderCannotBeMade_CompilesAllTheSame()
    {
        File.WriteAllText(Folder, "a file where the folder should be");
        Assert.True(Keeps(Filter("item.Size > 1")));
    }

    [Fact]
    public void Compile_ManyFilesKept_DropsTheOldest()
    {
        Directory.CreateDirectory(Folder);
        for (var age = 0; age < 300; age++)
        {
            var file = Path.Combine(Folder, $"{age:D3}.tgphooks");
            File.WriteAllBytes(file, []);
            File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1).AddHours(-age));
        }

        Assert.True(Keeps(Filter("item.Size > 1")));
        var left = Directory.GetFiles(Folder).Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(256, left.Count);
        Assert.Equal(Enumerable.Range(0, 255).Select(static age => $"{age:D3}"), left.Where(static name => name.Length == 3));
    }

    [Fact]
    public void Compile_WithErrors_KeepsNothing()
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(new HookCompiler(Folder).Compile(new([Filter("item.Nmae == null")]), CatFields, diagnostics));
        Assert.True(diagnostics.HasErrors);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Compile_WithWarningsAgain_TellsOfThemWhenToldToCompileAnew()
    {
        int Warnings(bool compilesAnew)
        {
            var diagnostics = new DiagnosticBag();
            using var hooks = new HookCompiler(Folder) { CompilesAnew = compilesAnew }.Compile(new([Filter("item.Size < 0")]), CatFields, diagnostics);
            Assert.NotNull(hooks);
            return diagnostics.Sorted().Count;
        }

        Assert.Equal([1, 0, 1], new[] { Warnings(compilesAnew: false), Warnings(compilesAnew: false), Warnings(compilesAnew: true) });
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Compile_FolderIsNew_BelongsToUserAlone()
    {
        Keeps(Filter("item.Size > 1"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void Compile_FromCache_DoesNotLoadTheCompiler()
    {
        Assert.True(CompileOnce(Folder));
        // A load context of its own, so that what other tests have loaded does not count.
        var context = new RecordingContext(Path.GetDirectoryName(typeof(HookCacheTests).Assembly.Location)!);
        var tests = context.LoadFromAssemblyName(typeof(HookCacheTests).Assembly.GetName());
        Assert.NotSame(typeof(HookCacheTests).Assembly, tests);
        var compile = tests.GetType(typeof(HookCacheTests).FullName!)!.GetMethod(nameof(CompileOnce), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.Equal(true, compile.Invoke(null, [Folder]));
        Assert.Contains("TgPlatform.Runtime", context.Asked);
        Assert.Contains("TgPlatform.Contracts", context.Asked);
        Assert.DoesNotContain(context.Asked, static name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        context.Unload();
    }

    private static bool CompileOnce(string folder)
    {
        using var hooks = new HookCompiler(folder).Compile(new([Filter("item.Size > 1 && item.Chat == \"cats\"")]), CatFields, new());
        return hooks!.Keeps(Cat);
    }

    private bool Keeps(HookText hook, IReadOnlyList<FieldDefinition>? fields = null)
    {
        using var hooks = new HookCompiler(Folder).Compile(new([hook]), fields ?? CatFields, new());
        return hooks!.Keeps(Cat);
    }

    private sealed class RecordingContext(string folder) : AssemblyLoadContext("probe", isCollectible: true)
    {
        public List<string> Asked { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Asked.Add(assemblyName.Name!);
            var file = Path.Combine(folder, $"{assemblyName.Name}.dll");
            return File.Exists(file) && !assemblyName.Name!.StartsWith("xunit", StringComparison.Ordinal) ? LoadFromAssemblyPath(file) : null;
        }
    }
}
