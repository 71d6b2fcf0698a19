using System.Security.Cryptography;

namespace TgPlatform.Plugins.Telegram.Accounts;

/// <summary>Where sign-ins are kept: one encrypted file per account, and the key to them unless the user has a secret of his own.</summary>
/// <param name="path">Absolute path of the folder; made when first needed.</param>
/// <param name="secret">The user's own secret; null for the key beside the files.</param>
internal sealed class AccountFolder(string path, string? secret = null)
{
    private const string Extension = ".account", KeyFile = "key";
    private const int KeyLength = 32;

    /// <summary>The names of all accounts there are.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(path)
        ? [.. Directory.GetFiles(path, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Opens an account, or a new one; as <see cref="AccountFile.Open"/>.</summary>
    public AccountFile Open(string name) => AccountFile.Open(PathOf(name), secret ?? Key());

    /// <summary>A name is the name of a file on every system.</summary>
    public static bool IsName(string name)
        => name.Length is > 0 and <= 64 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private string PathOf(string name) => IsName(name) ? Path.Combine(path, name + Extension) : throw new ArgumentException($"'{name}' is no name for an account", nameof(name));

    private string Key()
    {
        var file = Path.Combine(path, KeyFile);
        Directory.CreateDirectory(path);
        if (!File.Exists(file)) MakeKey(file);
        return File.ReadAllText(file);
    }

    // Whole under its name or not at all, and the first one made counts: another process may do the same.
    private void MakeKey(string file)
    {
        var temporary = Path.Combine(path, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(temporary, options)) writer.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength)));
        try
        {
            File.Move(temporary, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);
        }
    }
}
