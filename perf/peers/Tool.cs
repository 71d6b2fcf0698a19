namespace TgPlatform.Peers;

/// <summary>What a tool is to the table.</summary>
internal enum ToolRole
{
    /// <summary>What a user would pick instead, at its best settings.</summary>
    Peer,

    /// <summary>The same as it comes.</summary>
    PeerAsItComes,

    /// <summary>tgp.</summary>
    Ours,

    /// <summary>Shows what is possible at all, or what a part costs; nobody's tool.</summary>
    Limit,
}

/// <summary>One tool to measure.</summary>
/// <param name="Name">Its name in results.</param>
/// <param name="Role">What it is to the table.</param>
/// <param name="Command">The command line for a job, after writing what it needs into the job's folder.</param>
internal sealed record Tool(string Name, ToolRole Role, Func<Job, IReadOnlyList<string>> Command);
