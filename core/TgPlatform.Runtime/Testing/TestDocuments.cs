using System.ComponentModel;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Testing;

/// <summary>The keys of a file of tests.</summary>
internal sealed record TestFileDocument
{
    [Description("The pipeline under test, relative to this file; its own name without '_test' when not set."), Example("archive.yaml")]
    public string? Pipeline { get; init; }

    [Description("The variables the pipeline sees. It sees no others: a test gives the same result on every machine."), Example("{ TOKEN: t }")]
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    [Description("The lanes there are; one, called as the source is, when not set."), Example("[main, second]")]
    public IReadOnlyList<string> Lanes { get; init; } = [];

    [Description("The tests.")]
    public required IReadOnlyList<YamlNode> Tests { get; init; }
}

/// <summary>The keys of one test.</summary>
internal sealed record TestDocument
{
    [Description("What it shows, in words.")]
    public required string Name { get; init; }

    [Description("The items the source finds."), Example("[{ name: a.jpg, kind: photo, size: 2MB, fields: { chat: news } }]")]
    public IReadOnlyList<YamlNode> Given { get; init; } = [];

    [Description("A file of items as 'tgp plan --record' writes it; they are found after those of 'given'."), Example("items.jsonl")]
    public string? Sample { get; init; }

    [Description("All items that are kept, by id; not looked at when not set."), Example("[a.jpg]")]
    public IReadOnlyList<string>? Kept { get; init; }

    [Description("All items that are kept out, by id; not looked at when not set."), Example("[b.exe]")]
    public IReadOnlyList<string>? Dropped { get; init; }

    [Description("All items that become dead letters, by id; not looked at when not set."), Example("[c.txt]")]
    public IReadOnlyList<string>? Dead { get; init; }

    [Description("What becomes of single items, by id."), Example("{ a.jpg: { verdict: kept, name: news/a.jpg } }")]
    public IReadOnlyDictionary<string, ExpectDocument> Expect { get; init; } = new Dictionary<string, ExpectDocument>();
}

/// <summary>What becomes of one item; keys that are not set are not looked at.</summary>
internal sealed record ExpectDocument
{
    [Description("How it is judged.")]
    public ExpectedVerdict? Verdict { get; init; }

    [Description("A part of the condition that keeps it out."), Example("\"item.Size < 2.GB()\"")]
    public string? By { get; init; }

    [Description("A part of the reason why it is no plain fetch; empty text when there may be none."), Example("IndexOutOfRange")]
    public string? Reason { get; init; }

    [Description("The group it belongs to.")]
    public string? Group { get; init; }

    [Description("The lane it is fetched on.")]
    public string? Lane { get; init; }

    [Description("Its final name in every sink that takes it."), Example("news/2026-01/a.jpg")]
    public string? Name { get; init; }

    [Description("Its final names by sink, and so the sinks that take it."), Example("{ disk: news/a.jpg, videos: a.mp4 }")]
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    [Description("The sinks that take it."), Example("[disk, videos]")]
    public IReadOnlyList<string>? Sinks { get; init; }

    [Description("A part of what is wrong with a name, such as that two items meet; empty text when nothing may be."), Example("has the same name")]
    public string? Problem { get; init; }
}

/// <summary>How a test says what becomes of an item.</summary>
internal enum ExpectedVerdict
{
    /// <summary>Fetched.</summary>
    Kept,

    /// <summary>Kept out by the filter, or wanted by no sink.</summary>
    Dropped,

    /// <summary>A dead letter.</summary>
    Dead,

    /// <summary>Decided only when it is opened.</summary>
    Undecided,
}
