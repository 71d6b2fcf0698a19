namespace TgPlatform.Peers;

/// <summary>A way to a server, and what is fetched over it.</summary>
/// <param name="Name">Its name in results.</param>
/// <param name="Latency">Milliseconds added to a round trip.</param>
/// <param name="Rule">What the server does to each connection, in its own language; empty for nothing.</param>
/// <param name="Workload">What is fetched.</param>
/// <param name="Fixed">The numbers of connections it is tried with.</param>
internal sealed record Network(string Name, int Latency, string Rule, Workload Workload, IReadOnlyList<int> Fixed)
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;
    private static readonly int[] Many = [4, 8, 16, 32, 64, 96];

    /// <summary>Five that want something different each: few connections, some, as many as there may be, many slow ones, and not one too many.</summary>
    public static IReadOnlyList<Network> All { get; } =
    [
        new("local", 0, "", Files("local", 10_000, 16 * KiB), [1, 2, .. Many]),
        new("near", 20, "", Files("near", 5_000, 64 * KiB), Many),
        new("far", 100, "", Files("far", 2_000, 64 * KiB), [8, 16, 32, 64, 96]),
        new("slow-connections", 20, "limit_rate 1m;", Files("slow-connections", 240, 4 * MiB), [16, 32, 64, 96]),
        new("small-server", 20, "limit_conn all 8; limit_conn_status 503;", Files("small-server", 2_000, 64 * KiB), [2, 4, 6, 8]),
    ];

    /// <summary>A fifth of the files.</summary>
    public Network Quick => this with { Workload = Workload with { Count = Workload.Count / 5 } };

    private static Workload Files(string name, int count, long bytes) => new(name, count, bytes, 0, 0);
}
