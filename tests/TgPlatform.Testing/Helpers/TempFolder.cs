namespace TgPlatform.Testing;

/// <summary>A folder of a test's own, gone with the test.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Absolute path of the folder; links on the way are resolved.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("tgp-test-").FullName;

    /// <summary>An absolute path inside the folder.</summary>
    public string At(string name) => Path.Combine(Root, name);

    /// <summary>Writes a file, and the folders it needs.</summary>
    public string Write(string name, byte[] content)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Every file below the folder, hidden ones and links included, by its path with <c>/</c>.</summary>
    public IReadOnlyDictionary<string, byte[]> Read(string below = "")
    {
        var root = At(below);
        return !Directory.Exists(root)
            ? new Dictionary<string, byte[]>()
            : Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .ToDictionary(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllBytes);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
