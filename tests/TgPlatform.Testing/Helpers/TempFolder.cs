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

    /// <summary>The paths, with <c>/</c>, of every file below the folder, hidden ones and links included.</summary>
    public IReadOnlyList<string> Names(string below = "")
    {
        var root = At(below);
        return !Directory.Exists(root)
            ? []
            : [.. Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))];
    }

    /// <summary>The files below the folder by their paths.</summary>
    public IReadOnlyDictionary<string, byte[]> Read(string below = "", Func<string, bool>? where = null)
        => Names(below).Where(where ?? (_ => true)).ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(At(below), name)));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
