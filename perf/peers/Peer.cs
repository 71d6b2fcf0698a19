namespace TgPlatform.Peers;

/// <summary>The tools a user would pick instead, each at its best settings and as it comes.</summary>
internal static class Peer
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Tool> All { get; } =
    [
        new("aria2", ToolRole.Peer, static job => Aria(job, BestOfAria(job))),
        new("curl", ToolRole.Peer, static job => Curl(job, ["--parallel", "--parallel-max", $"{Math.Min(300, job.Workload.Count < 16 ? job.Connections : 2 * job.Connections)}"])),
        new("wget2", ToolRole.Peer, static job => Wget(job, ["--max-threads", $"{job.Connections}", "--no-xattr"])),
        new("rclone", ToolRole.Peer, static job => Rclone(job, ["--transfers", $"{job.Connections}", "--checkers", $"{job.Connections}", "--multi-thread-streams", "0"])),
        new("aria2 as it comes", ToolRole.PeerAsItComes, static job => Aria(job, [])),
        new("curl as it comes", ToolRole.PeerAsItComes, static job => Curl(job, [])),
        new("wget2 as it comes", ToolRole.PeerAsItComes, static job => Wget(job, [])),
        new("rclone as it comes", ToolRole.PeerAsItComes, static job => Rclone(job, [])),
    ];

    private static IReadOnlyList<string> BestOfAria(Job job) => job.Workload.Bytes < 1 << 20
        ? ["-j", $"{job.Connections}", "--file-allocation=none"]
        : ["-j", $"{Math.Min(job.Connections, 4)}", "--file-allocation=falloc", "--disk-cache=64M"];

    private static IReadOnlyList<string> Aria(Job job, IReadOnlyList<string> settings) =>
        ["aria2c", "--no-conf", "--quiet", "-d", job.Output, "-i", job.WriteAddresses(), .. settings];

    private static IReadOnlyList<string> Curl(Job job, IReadOnlyList<string> settings) =>
        ["curl", "--silent", "--show-error", "--fail", .. settings, "-K", job.Write("curl.txt", job.Workload.FileNames().SelectMany(name =>
            new[] { $"url = \"{job.Server.AddressOf(name)}\"", $"output = \"{Path.Combine(job.Output, name)}\"" }))];

    private static IReadOnlyList<string> Wget(Job job, IReadOnlyList<string> settings) =>
        ["wget2", "--no-config", "--quiet", .. settings, "-P", job.Output, "-i", job.WriteAddresses()];

    private static IReadOnlyList<string> Rclone(Job job, IReadOnlyList<string> settings) =>
        ["rclone", "copy", "--config", "/dev/null", "--quiet", .. settings, "--http-url", job.Server.AddressOf(""), ":http:", job.Output];
}
