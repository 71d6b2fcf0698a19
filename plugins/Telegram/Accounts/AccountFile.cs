using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TgPlatform.Plugins.Telegram.Accounts;

/// <summary>The account is open in another process, which must not share it: two places at once cost the login.</summary>
internal sealed class AccountInUseException(string path) : Exception($"{path} is in use by another process. Stop that one, or use another account.");

/// <summary>The saved account cannot be read with this secret, or is damaged.</summary>
internal sealed class AccountUnreadableException(string path, Exception inner)
    : Exception($"{path} cannot be opened: the secret is wrong or the file is damaged. Give the secret it was saved with, or log in again.", inner);

/// <summary>One account's state in an encrypted file that only one process can have open. A save is whole or did not happen.</summary>
internal sealed class AccountFile : IDisposable
{
    // Layout: mark 4, salt 16, nonce 12, tag 16, AES-256-GCM of the JSON with the mark as associated data.
    private const int SaltLength = 16, NonceLength = 12, TagLength = 16, Iterations = 200_000;

    private static readonly byte[] Mark = "TGA1"u8.ToArray();

    private readonly string _path;
    private readonly string _secret;
    private readonly FileStream _lock;
    private readonly Lock _saving = new();
    private byte[] _salt = [], _key = [];

    private AccountFile(string path, string secret, FileStream @lock) => (_path, _secret, _lock) = (path, secret, @lock);

    public AccountState State { get; private set; } = new();

    /// <summary>Opens the account, or a new one if the file does not exist.</summary>
    /// <param name="secret">What the file is encrypted with.</param>
    /// <exception cref="AccountInUseException">Another process has it.</exception>
    /// <exception cref="AccountUnreadableException">The secret is not the one it was saved with.</exception>
    public static AccountFile Open(string path, string secret)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        FileStream @lock;
        try
        {
            @lock = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path + ".lock"))
        {
            throw new AccountInUseException(path);
        }
        var file = new AccountFile(path, secret, @lock);
        try
        {
            if (File.Exists(path)) file.Load();
            else file.UseSalt(RandomNumberGenerator.GetBytes(SaltLength));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Save()
    {
        lock (_saving)
        {
            var plain = JsonSerializer.SerializeToUtf8Bytes(State);
            byte[] nonce = RandomNumberGenerator.GetBytes(NonceLength), tag = new byte[TagLength], cipher = new byte[plain.Length];
            using (var aes = new AesGcm(_key, TagLength)) aes.Encrypt(nonce, plain, cipher, tag, Mark);
            CryptographicOperations.ZeroMemory(plain);
            var temporary = _path + ".new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write([.. Mark, .. _salt, .. nonce, .. tag, .. cipher]);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, _path, overwrite: true);
        }
    }

    /// <summary>Removes the account from the disk.</summary>
    public void Delete() => File.Delete(_path);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _lock.Dispose();
    }

    private void Load()
    {
        var data = File.ReadAllBytes(_path).AsSpan();
        try
        {
            if (data.Length < Mark.Length + SaltLength + NonceLength + TagLength || !data.StartsWith(Mark)) throw new CryptographicException("not a saved account");
            UseSalt(data.Slice(Mark.Length, SaltLength).ToArray());
            var rest = data[(Mark.Length + SaltLength)..];
            var plain = new byte[rest.Length - NonceLength - TagLength];
            using var aes = new AesGcm(_key, TagLength);
            aes.Decrypt(rest[..NonceLength], rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength), plain, Mark);
            State = JsonSerializer.Deserialize<AccountState>(plain)!;
            CryptographicOperations.ZeroMemory(plain);
        }
        catch (Exception error) when (error is CryptographicException or JsonException)
        {
            throw new AccountUnreadableException(_path, error);
        }
    }

    private void UseSalt(byte[] salt)
    {
        _salt = salt;
        _key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_secret), salt, Iterations, HashAlgorithmName.SHA256, 32);
    }
}
