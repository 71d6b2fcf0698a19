using System.Diagnostics;

namespace TgPlatform.Peers;

/// <summary>Where tools write: a fresh folder for each run, on the disk or in memory.</summary>
internal sealed class Place : IDisposable
{
    private const int FewFiles = 1000;
    private readonly string _root;
    private readonly bool _onDisk;
    private readonly bool _deleteAtOnce;
    private int _jobs;

    public Place(string work, string target, Workload workload)
    {
        _onDisk = target == "disk";
        // ext4 without a journal creates files up to ten times slower soon after many were deleted in the same place.
        _deleteAtOnce = !_onDisk || workload.Count < FewFiles;
        _root = _onDisk ? Path.Combine(work, "out") : Path.Combine("/dev/shm", $"tgp-peers-{Environment.ProcessId}");
        Directory.CreateDirectory(_root);
        if (_onDisk)
            SpreadFolders();
    }

    /// <summary>A fresh folder, and nothing left to be written from earlier runs.</summary>
    public Job Next(Workload workload, int latency, Nginx server)
    {
        var folder = Path.Combine(_root, $"{Environment.ProcessId}-{Guid.NewGuid():N}-{_jobs++}");
        Directory.CreateDirectory(Path.Combine(folder, "out"));
        if (_onDisk)
            Process.Start("sync", ["-f", folder]).WaitForExit();
        return new(workload, latency, server, folder);
    }

    /// <summary>The job's files are no longer needed.</summary>
    public void Done(Job job)
    {
        if (_deleteAtOnce)
            Directory.Delete(job.Folder, recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Asks ext4 to put each folder below into another part of the disk, away from what was deleted before; other systems need and know no such thing.</summary>
    private void SpreadFolders()
    {
        using var attributes = Process.Start(new ProcessStartInfo("chattr", ["+T", _root]) { RedirectStandardError = true })!;
        attributes.WaitForExit();
    }
}
