using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Planning;

/// <summary>A plan decides as <c>Admission</c> does for a run, and says why.</summary>
public sealed class ItemJudgementTests
{
    private static readonly Item Video = new() { Id = "v", Name = "v.mp4", Kind = ItemKind.Video, Size = 5_000_000 };

    private static readonly Item OfUnknownSize = Video with { Size = null };

    [Fact]
    public void Judge_FilterOfSeveralParts_NamesTheFirstThatIsFalse() =>
        Assert.Equal("p.yaml:4:3 filter: item.Size < 1000", Judge(Video, "item.Kind == Video &&\n  item.Size  < 1000 && item.Id == \"x\"").Reason);

    [Fact]
    public void Judge_PartThatUsesWhatAnEarlierDeclares_IsNamed() =>
        Assert.Equal("p.yaml:3:31 filter: n.Length > 9", Judge(Video, "item.Name is { } n && n.Length > 9").Reason);

    [Fact]
    public void Judge_FilterOfStatements_IsNamedWhole() =>
        Assert.Equal("p.yaml:3:9 filter: var n = item.Id; return n == \"x\";", Judge(Video, "var n = item.Id; return n == \"x\";").Reason);

    [Fact]
    public void Judge_FilterOfUnknownSize_IsUndecided() =>
        Assert.True(Judge(OfUnknownSize, "item.Size < 1000") is { Verdict: ItemFate.Pending, IsUndecided: true });

    [Fact]
    public void Judge_FilterThatDoesNotAskForTheSize_DecidesOnUnknownSize() =>
        Assert.Equal(ItemFate.Filtered, Judge(OfUnknownSize, "item.Kind == Photo").Verdict);

    [Fact]
    public void Judge_WhenOfUnknownSize_IsUndecidedAsARunOpensTheItem() =>
        Assert.True(Judge(OfUnknownSize, null, "item.Size < 1000") is { Verdict: ItemFate.Pending, IsUndecided: true });

    [Fact]
    public void Judge_OneSinkWithoutCondition_IsDecidedOnUnknownSize() =>
        Assert.True(Judge(OfUnknownSize, null, "item.Size < 1000", null) is { Verdict: ItemFate.Pending, IsUndecided: false, Reason: null });

    [Fact]
    public void Judge_NoSinkWantsIt_NamesTheConditionOfEach()
    {
        var judgement = Judge(Video, null, "item.Kind == Photo", "item.Kind == Video && item.Size < 5");

        Assert.Equal((ItemFate.Filtered, "no sink wants it: p.yaml:10:9 sinks[0].when: item.Kind == Photo; p.yaml:11:31 sinks[1].when: item.Size < 5"), (judgement.Verdict, judgement.Reason));
        Assert.Equal(2, judgement.RejectedBy.Count);
    }

    [Fact]
    public void Judge_FilterThatFails_IsADeadLetterWithTheLine()
    {
        var judgement = Judge(Video, "item.Id[5] == 'x'");

        Assert.Equal(ItemFate.Dead, judgement.Verdict);
        Assert.StartsWith("p.yaml:3:9 filter: IndexOutOfRangeException", judgement.Reason, StringComparison.Ordinal);
    }

    private static Judgement Judge(Item item, string? filter, params string?[] whens)
    {
        whens = whens.Length == 0 ? [null] : whens;
        HookSet set = new([
            .. filter is null ? [] : new[] { new HookText(HookRole.Filter, null, filter, new("p.yaml", 3, 9), 0, false, "filter") },
            .. whens.Select(static (when, sink) => when is null ? null : new HookText(HookRole.When, sink, when, new("p.yaml", 10 + sink, 9), 0, false, $"sinks[{sink}].when")).OfType<HookText>(),
        ]);
        var found = new DiagnosticBag();
        using var hooks = new HookCompiler(null).Compile(set, [], found);
        Assert.Empty(found.Sorted());
        using var clauses = new HookClauses(set, [], new HookCompiler(null));
        var pipeline = new PipelineDefinition
        {
            Name = "judged",
            File = "/p.yaml",
            Source = new(new("rig", "", "test", typeof(object), [], static (_, _) => throw new InvalidOperationException("nothing is made")), new(), default),
            Sinks = [.. whens.Select(static (_, sink) => new SinkUse($"sink{sink}", new("rig", "", "test", typeof(object), static (_, _) => new CollectingSink(), null), new(), new(), default))],
            Strategy = new(new("rig", "", "test", typeof(object), static (_, _) => throw new InvalidOperationException("nothing is made")), new(), default),
            Hooks = set,
        };
        return new ItemJudge(pipeline, hooks!, clauses, static _ => null).Judge(item);
    }
}
