namespace TgPlatform.Peers;

/// <summary>What a measurement is to cover.</summary>
internal sealed record PeerOptions
{
    /// <summary>Small sizes and few rounds.</summary>
    public required bool Quick { get; init; }

    /// <summary>The growing cases instead of the three.</summary>
    public required bool Growth { get; init; }

    /// <summary>Names of cases; empty for all.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>disk, tmpfs.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Milliseconds.</summary>
    public required IReadOnlyList<int> Latencies { get; init; }

    /// <summary>Names of tools; empty for all.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>NAME=PATH=VALUE[;PATH=VALUE…]: tgp under another name with values put over its settings.</summary>
    public required IReadOnlyList<string> Variants { get; init; }

    /// <summary>Counted rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>A folder on the disk to measure.</summary>
    public required string Work { get; init; }

    /// <summary>The published tool.</summary>
    public required string Tgp { get; init; }

    /// <summary>The checkout.</summary>
    public required string Repository { get; init; }

    /// <summary>Whether the raw data goes into the repository.</summary>
    public required bool Keep { get; init; }

    /// <summary>The name of the raw data, without its extension.</summary>
    public required string Results { get; init; }

    /// <summary>The raw data that is kept.</summary>
    public string KeptFile => Path.Combine(Repository, "perf", "results", $"{Results}.csv");

    /// <summary>The cases asked for.</summary>
    public IEnumerable<Workload> Workloads => ((Growth, Quick) switch
    {
        (true, false) => Workload.Growth,
        (true, true) => Workload.QuickGrowth,
        (false, true) => Workload.Quick,
        _ => Workload.Full,
    }).Where(one => Cases.Count == 0 || Cases.Contains(one.Name));

    /// <summary>Everything there is to run, with tgp in every variant asked for.</summary>
    public IEnumerable<Tool> AllTools =>
        new[] { OwnTools.Floor(Path.Combine(Work, "floor")), OwnTools.HttpClientProbe() }
            .Concat(Peer.All).Append(OwnTools.Tgp(Tgp, "tgp", [])).Where(one => Tools.Count == 0 || Tools.Contains(one.Name))
            .Concat(Variants.Select(Variant));

    private Tool Variant(string text)
    {
        var name = text[..text.IndexOf('=', StringComparison.Ordinal)];
        return OwnTools.Tgp(Tgp, name, text[(name.Length + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries));
    }
}
