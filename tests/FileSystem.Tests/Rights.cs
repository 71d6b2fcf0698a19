namespace TgPlatform.Plugins.FileSystem.Tests;

/// <summary>Rights that are missing for a while, and work done by somebody whom that stops: root is stopped by nothing.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class Rights : IDisposable
{
    public const UnixFileMode None = UnixFileMode.None;
    public const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    public const UnixFileMode ReadAndEnter = Read | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    public const UnixFileMode All = ReadAndEnter | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const uint Nobody = 65_534;

    private readonly string _path;

    private Rights(string path, UnixFileMode mode) => File.SetUnixFileMode(_path = path, mode);

    /// <summary>Leaves only these rights to a path until disposed.</summary>
    public static Rights Only(UnixFileMode mode, string path) => new(path, mode);

    /// <summary>Runs work that never leaves its thread as a user with no more rights than the files' modes give.</summary>
    public static void Unprivileged(Func<Task> work)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            if (Environment.IsPrivilegedProcess)
                _ = Libc.SetFileSystemUser(Nobody);
            var task = work();
            failure = task.IsCompleted ? task.Exception?.InnerException : new InvalidOperationException("The work has left its thread.");
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose() => File.SetUnixFileMode(_path, All);
}
