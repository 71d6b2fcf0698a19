using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Pipelines;

/// <summary>Where a path that uses nothing of the item is no mistake; where it is one, <c>broken/hooks.cases</c> shows.</summary>
public sealed class SharedNameTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("path: x.bin\nsinks: [rows]")]
    [InlineData("sinks: [store, { use: rows, path: x.bin }]")]
    [InlineData("path: x.bin\nsinks: [{ use: store, path: '{item.Id}' }]")]
    [InlineData("path: x.bin\nfilter: item.Id == \"a\"\nsinks: [store]")]
    [InlineData("path: x.bin\nfilter: (\"a\" == item.Id) && item.Views > 3\nsinks: [store]")]
    [InlineData("path: x.bin\nfilter: item.Views > 3 && item.Id is \"a\"\nsinks: [store]")]
    [InlineData("path: '{item.Id}'\nsinks: [store, { use: store, name: one, when: item.Id == \"a\", path: x.bin }]")]
    [InlineData("path: '{item.Counter()}'\nsinks: [store]")]
    [InlineData("path: { file: uses.csx }\nsinks: [store]")]
    public void Check_NoTwoItemsMeet_SaysNothing(string rest) => Assert.Empty(Check(rest));

    [Theory]
    [InlineData("path: x.bin\nfilter: item.Id == \"a\" || item.Views > 3\nsinks: [store]")]
    [InlineData("path: x.bin\nfilter: item.Id is \"a\" or \"b\"\nsinks: [store]")]
    [InlineData("path: x.bin\nfilter: item.Name == \"a\"\nsinks: [store]")]
    [InlineData("path: x.bin\nsinks: [store, { use: store, name: one, when: item.Id == \"a\" }]")]
    [InlineData("path: 'item {{item}}'\nsinks: [store]")]
    [InlineData("path: { file: constant.csx }\nsinks: [store]")]
    public void Check_ItemsMayMeet_Warns(string rest) => Assert.Contains(" warning TGP0022: path: ", Assert.Single(Check(rest)), StringComparison.Ordinal);

    private IReadOnlyList<string> Check(string rest)
    {
        _folder.Write("loaded.csx", "string Named() => item.Id;"u8.ToArray());
        _folder.Write("uses.csx", "#load \"loaded.csx\"\nNamed()"u8.ToArray());
        _folder.Write("constant.csx", "// not the item\nvar name = \"x\";\nreturn name;"u8.ToArray());
        File.WriteAllText(_folder.At("p.yaml"), $"name: a\nsource: things\n{rest}\n");
        var pipeline = new PipelineLinter(new FakeCatalog(), new HookCompiler(null)).Check(_folder.At("p.yaml"), new());
        pipeline.Hooks?.Dispose();
        Assert.NotNull(pipeline.Definition);
        return [.. pipeline.Diagnostics.Select(static one => one.ToString())];
    }
}
