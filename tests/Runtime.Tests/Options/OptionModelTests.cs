using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Engine;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Tests.Options;

public sealed class OptionModelTests
{
    [Fact]
    public void For_EveryType_GivesNamesTypesAndDefaults()
    {
        var written = OptionModel.For(typeof(Everything)).Options
            .Select(static option => $"{option.Name}: {option.Type}{(option.IsRequired ? "!" : "")}{(option.IsNullable ? "?" : "")} = {option.DefaultText ?? "-"}");

        Assert.Equal(
            [
                "root: text! = -", "note: text? = -", "max_count: whole number = 4", "big: whole number = 5000000000", "ratio: number = 0.5", "verify: true | false = true",
                "idle: duration = 90s", "part: size = 512KiB", "token: secret? = -", "on_conflict: fail | keep_both = keep_both", "address: uri? = -", "since: time? = -",
                "names: list of text = [\"*\", b]", "headers: map of text = {}", "weights: map of whole number = { a: 1 }", "buffer: section = -", "cores: core selection = auto",
                "backoff: duration range = 1s..1m", "cpu_threshold: whole number? = -",
            ],
            written);
    }

    [Fact]
    public void For_Attributes_GivesDescriptionRangeExamplesAndUnit()
    {
        var model = OptionModel.For(typeof(Everything));
        var count = model.Options.Single(static option => option.Name == "max_count");
        var part = model.Options.Single(static option => option.Name == "part");

        Assert.Equal("How many.", count.Description);
        Assert.Equal(["1", "2"], count.Examples);
        Assert.Equal("1..8", count.Range!.ToString());
        Assert.True(count.Range.Contains(8));
        Assert.False(count.Range.Contains(9));
        Assert.Equal("4KiB..16MiB", part.Range!.ToString());
        Assert.Equal("B, KiB, MiB, GiB, TiB, KB, MB, GB, TB", part.Type.Unit);
        Assert.Null(count.Type.Unit);
    }

    [Fact]
    public void For_EngineSettings_DescribesNestedSection()
    {
        var buffer = OptionModel.For(typeof(EngineSettings)).Options.Single(static option => option.Name == "buffer");

        Assert.Equal(["items", "bytes"], buffer.Type.Section!.Options.Select(static option => option.Name));
        Assert.Equal("32MiB", buffer.Type.Section.Options[1].DefaultText);
    }

    [Fact]
    public void For_SameRecordTwice_RunsItsInitialisersOnce()
    {
        OptionModel.For(typeof(Counted));
        OptionModel.For(typeof(Counted));

        Assert.Equal(1, Counted.Made);
    }

    [Theory]
    [InlineData(typeof(Positional), "constructor without parameters")]
    [InlineData(typeof(Throwing), "InvalidOperationException: no luck")]
    [InlineData(typeof(Circular), "contains itself")]
    [InlineData(typeof(OddType), "Names is a HashSet`1, which no option can be")]
    [InlineData(typeof(OddRange), "the range of Wait does not fit its type, duration")]
    [InlineData(typeof(OddDefault), "the initial value of Buffer differs from the defaults of BufferSettings")]
    public void For_UnusableRecord_SaysWhy(Type record, string reason)
    {
        var failure = Assert.Throws<OptionModelException>(() => OptionModel.For(record));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    private enum Conflict
    {
        Fail,
        KeepBoth,
    }

    private sealed record Everything
    {
        public required string Root { get; init; }
        public string? Note { get; init; }

        [Description("How many."), Range(1, 8), Example("1"), Example("2")]
        public int MaxCount { get; init; } = 4;

        public long Big { get; init; } = 5_000_000_000;
        public double Ratio { get; init; } = 0.5;
        public bool Verify { get; init; } = true;
        public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(90);

        [Range(typeof(ByteSize), "4KiB", "16MiB")]
        public ByteSize Part { get; init; } = ByteSize.FromKiB(512);

        public Secret? Token { get; init; }
        public Conflict OnConflict { get; init; } = Conflict.KeepBoth;
        public Uri? Address { get; init; }
        public DateTimeOffset? Since { get; init; }
        public IReadOnlyList<string> Names { get; init; } = ["*", "b"];
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
        public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int> { ["a"] = 1 };
        public BufferSettings Buffer { get; init; } = new();
        public CoreSelection Cores { get; init; } = CoreSelection.Auto;
        public DurationRange Backoff { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        public int? CpuThreshold { get; init; }
        public int Computed => MaxCount * 2;
    }

    private sealed record Counted
    {
        public Counted() => Made++;

        public static int Made { get; private set; }
        public int Size { get; init; } = 1;
    }

    private sealed record Positional(string Root);

    private sealed record Throwing
    {
        public Throwing() => throw new InvalidOperationException("no luck");
    }

    private sealed record Circular
    {
        public Circular? Inner { get; init; }
    }

    private sealed record OddType
    {
        public HashSet<string> Names { get; init; } = [];
    }

    private sealed record OddRange
    {
        [Range(1, 2)]
        public TimeSpan Wait { get; init; }
    }

    private sealed record OddDefault
    {
        public BufferSettings Buffer { get; init; } = new() { Items = 1 };
    }
}
