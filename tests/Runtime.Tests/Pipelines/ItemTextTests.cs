using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Pipelines;

/// <summary>Options of plugins that are made for each item.</summary>
public sealed class ItemTextTests : IDisposable
{
    private static readonly Item Item = new() { Id = "4711", Name = "a.jpg", Date = new DateTimeOffset(2024, 5, 17, 0, 0, 0, TimeSpan.Zero), Fields = new([new("chat_title", "AC/DC")]) };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'plain } text'", "plain } text", true)]
    [InlineData("'from ${TOKEN}, not $${TOKEN}'", "from t{0}ken, not ${TOKEN}", true)]
    [InlineData("'{item.ChatTitle}, {item.Date:yyyy}'", "AC/DC, 2024", false)]
    [InlineData("\"{(item.Views > 3 ? \\\"many\\\" : \\\"few\\\")} {item.Views}\"", "few ", false)]
    [InlineData("'{{{item[\"none\"]}}}'", "{}", false)]
    public void Of_AnItem_IsWhatTheOptionSays(string yaml, string expected, bool isConstant)
    {
        var (pipeline, found) = Check($"{{ label: {yaml} }}");

        Assert.Empty(found);
        var label = ((TaggedOptions)pipeline.Definition!.Sinks[0].Options).Label!;
        Assert.Equal((expected, isConstant), (label.Of(Item), label.Constant is not null));
        Assert.Equal(!isConstant, pipeline.Definition.Hooks.Hooks.Any(static hook => hook.Path == "sinks[0].with.label"));
        pipeline.Hooks!.Dispose();
    }

    [Fact]
    public void Of_SeveralByName_EachHasItsOwn()
    {
        var (pipeline, found) = Check("{ tags: { id: '{item.Id}', kind: '{item.Kind}', same: x } }");

        Assert.Empty(found);
        Assert.Equal(
            [new("id", "4711"), new("kind", "Other"), new("same", "x")],
            ((TaggedOptions)pipeline.Definition!.Sinks[0].Options).Tags.Select(static tag => new KeyValuePair<string, string>(tag.Key, tag.Value.Of(Item))));
        pipeline.Hooks!.Dispose();
    }

    [Fact]
    public void Of_CodeThrows_SaysWhichOptionInWhichLine()
    {
        var (pipeline, _) = Check("{ label: '{item.Name.Substring(77)}' }");

        var failure = Assert.Throws<HookException>(() => ((TaggedOptions)pipeline.Definition!.Sinks[0].Options).Label!.Of(Item));

        Assert.Contains("p.yaml:3:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("sinks[0].with.label", failure.Message, StringComparison.Ordinal);
        pipeline.Hooks!.Dispose();
    }

    [Theory]
    [InlineData("{ label: '{item.Chatt}' }", "3:46: error TGP0011: sinks[0].with.label: 'item.Chatt' is not known.")]
    [InlineData("{ tags: { id: '{item.Id' } }", "3:")]
    [InlineData("{ label: '${TOKEN} {item.Id}' }", "3:39: error TGP0012: sinks[0].with.label: has ${VARIABLES} and C# in braces.")]
    [InlineData("{ label: '{File.ReadAllText(\"x\")}' }", "3:")]
    public void Check_Mistake_IsFoundInItsPlace(string options, string expected)
    {
        var (pipeline, found) = Check(options);

        Assert.Null(pipeline.Definition);
        Assert.StartsWith(expected, Assert.Single(found), StringComparison.Ordinal);
    }

    private (CheckedPipeline Pipeline, IReadOnlyList<string> Found) Check(string options)
    {
        File.WriteAllText(_folder.At("p.yaml"), $"name: p\nsource: things\nsinks: [{{ use: tagged, with: {options} }}]\n");
        var inputs = new PipelineInputs { Variables = new Dictionary<string, string> { ["TOKEN"] = "t{0}ken" }, Environment = new Dictionary<string, string>() };
        var pipeline = new PipelineLinter(new TaggedCatalog(), new HookCompiler(null)).Check(_folder.At("p.yaml"), inputs);
        return (pipeline, [.. pipeline.Diagnostics.Select(one => one.ToString().Replace(_folder.At("p.yaml") + ":", "", StringComparison.Ordinal))]);
    }

    private sealed record TaggedOptions
    {
        public ItemText? Label { get; init; }

        public IReadOnlyDictionary<string, ItemText> Tags { get; init; } = new Dictionary<string, ItemText>();
    }

    private sealed class TaggedCatalog : IPluginCatalog
    {
        private readonly FakeCatalog _fake = new();

        public Lookup<SourceOffer> FindSource(string name) => _fake.FindSource(name);

        public Lookup<SinkOffer> FindSink(string name) => new(new("tagged", "", "fake", typeof(TaggedOptions), static (_, _) => throw new InvalidOperationException(), null), null);

        public Lookup<StrategyOffer> FindStrategy(string name) => _fake.FindStrategy(name);

        public IReadOnlyList<string> Names(string role) => _fake.Names(role);
    }
}
