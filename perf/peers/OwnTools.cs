namespace TgPlatform.Peers;

/// <summary>tgp, and the two things that show its limits.</summary>
internal static class OwnTools
{
    /// <summary>tgp with everything as it comes, or with values put over it.</summary>
    /// <param name="program">The published tool.</param>
    /// <param name="name">The name in results.</param>
    /// <param name="values">What <c>--set</c> takes.</param>
    public static Tool Tgp(string program, string name, IReadOnlyList<string> values) => new(name, ToolRole.Ours, job =>
    {
        job.WriteAddresses();
        var pipeline = job.Write("pipeline.yaml",
        [
            "name: peers",
            "source: { use: http, with: { list: urls.txt } }",
            "sinks: [{ use: filesystem, with: { root: out } }]",
        ]);
        return [program, "run", pipeline, "--quiet", .. values.SelectMany(static value => new[] { "--set", value })];
    });

    /// <summary>A bare loop from sockets to files, in C.</summary>
    public static Tool Floor(string program) => new("floor", ToolRole.Limit, job =>
        [program, $"{job.Server.Port}", job.Write("names.txt", job.Workload.FileNames()), job.Output, $"{FloorConnections(job)}", job.Workload.Bytes < 1 << 20 ? "65536" : "1048576"]);

    /// <summary>HttpClient and nothing else, compiled ahead of time: what a .NET program pays before it does anything.</summary>
    public static Tool HttpClientProbe() => new("HttpClient alone", ToolRole.Limit, job =>
        [Environment.ProcessPath!, "probe", "--list", job.WriteAddresses(), "--output", job.Output, "--connections", $"{job.Connections}"]);

    // More threads than this only take turns when nothing has to be waited for.
    private static int FloorConnections(Job job) => job.Latency == 0 ? Math.Min(4, job.Connections) : job.Connections;
}
