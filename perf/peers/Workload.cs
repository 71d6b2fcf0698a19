using System.Globalization;

namespace TgPlatform.Peers;

/// <summary>One case: so many files of one size, and how many connections suit it best.</summary>
/// <param name="Name">Its name on the command line and in results.</param>
/// <param name="Count">How many files.</param>
/// <param name="Bytes">Length of each.</param>
/// <param name="Nearby">Connections for tools at their best settings without latency, found by trying.</param>
/// <param name="Far">The same with latency.</param>
internal sealed record Workload(string Name, int Count, long Bytes, int Nearby, int Far)
{
    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;

    /// <summary>The cases of a full measurement.</summary>
    public static IReadOnlyList<Workload> Full { get; } =
        [new("small", 10_000, 16 * KiB, 8, 64), new("middle", 200, 5 * MiB, 8, 32), new("large", 2, 2048 * MiB, 2, 2)];

    /// <summary>The same shapes, small enough for a check in passing.</summary>
    public static IReadOnlyList<Workload> Quick { get; } =
        [new("small", 1_000, 16 * KiB, 8, 64), new("middle", 40, 5 * MiB, 8, 32), new("large", 2, 256 * MiB, 2, 2)];

    /// <summary>One thing growing at a time, each by powers of ten or so: how many, and how large.</summary>
    public static IReadOnlyList<Workload> Growth { get; } =
    [
        .. new[] { 1_000, 10_000, 100_000, 1_000_000 }.Select(static count => new Workload($"items-{count}", count, KiB, 8, 64)),
        .. new[] { 16 * KiB, MiB, 64 * MiB, 1024 * MiB, 10_240 * MiB }.Select(static bytes => new Workload($"bytes-{bytes}", 1, bytes, 1, 1)),
    ];

    /// <summary>The part of it that takes seconds.</summary>
    public static IReadOnlyList<Workload> QuickGrowth { get; } = [.. Growth.Where(static one => one.TotalBytes <= 64 * MiB && one.Count <= 10_000)];

    /// <summary>What all files come to.</summary>
    public long TotalBytes => Count * Bytes;

    /// <summary>Connections for tools at their best settings.</summary>
    public int Connections(int latency) => latency == 0 ? Nearby : Far;

    /// <summary>The names of the files.</summary>
    public IEnumerable<string> FileNames() => Enumerable.Range(0, Count).Select(static one => $"file-{one:D5}.bin");

    /// <inheritdoc/>
    public override string ToString() =>
        Bytes >= MiB ? string.Create(CultureInfo.InvariantCulture, $"{Count:N0} × {Bytes / MiB} MiB") : string.Create(CultureInfo.InvariantCulture, $"{Count:N0} × {Bytes / KiB} KiB");
}
