namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary>A file that only its owner may read, whole under its name or not there.</summary>
internal static class PrivateFile
{
    public static void Write(string path, byte[] content)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options)) stream.Write(content);
        File.Move(temporary, path, overwrite: true);
    }
}
