namespace TgPlatform.Peers;

/// <summary>What one run of one tool is to do.</summary>
/// <param name="Workload">The case.</param>
/// <param name="Latency">Milliseconds added to a round trip.</param>
/// <param name="Server">Who serves it.</param>
/// <param name="Folder">A folder of its own, for lists and settings.</param>
internal sealed record Job(Workload Workload, int Latency, Nginx Server, string Folder)
{
    /// <summary>Where the files have to be afterwards, and nothing else; made before the run.</summary>
    public string Output => Path.Combine(Folder, "out");

    /// <summary>What the tool printed.</summary>
    public string Log => Path.Combine(Folder, "log.txt");

    /// <summary>Connections for a tool at its best settings.</summary>
    public int Connections => Workload.Connections(Latency);

    /// <summary>Writes a list the tool reads.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, IEnumerable<string> lines)
    {
        var file = Path.Combine(Folder, name);
        File.WriteAllLines(file, lines);
        return file;
    }

    /// <summary>Writes the addresses, one per line.</summary>
    /// <returns>The list's path.</returns>
    public string WriteAddresses() => Write("urls.txt", Workload.FileNames().Select(Server.AddressOf));
}
