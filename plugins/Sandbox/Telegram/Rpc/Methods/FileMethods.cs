using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Fetching files (core.telegram.org/api/files).</summary>
internal static class FileMethods
{
    public const int HashWindow = 128 * 1024;
    private const int WindowsAtOnce = 8;

    public static void AddTo(RpcTable table)
    {
        table.Add("upload.getFile", Part);
        table.Add("upload.getFileHashes", Hashes);
    }

    public static TlObject[] HashesOf(EmulatedFile file, string size, long offset, bool wrong)
    {
        var hashes = new List<TlObject>();
        var length = file.Length(size);
        for (var start = offset - (offset % HashWindow); start < length && hashes.Count < WindowsAtOnce; start += HashWindow)
        {
            var limit = (int)Math.Min(HashWindow, length - start);
            var hash = file.Sha256(size, start, limit);
            if (wrong) hash[0] ^= 1;
            hashes.Add(new TlObject("fileHash") { ["offset"] = start, ["limit"] = limit, ["hash"] = hash });
        }
        return [.. hashes];
    }

    private static TlObject Part(RpcCall call)
    {
        var (offset, limit) = (call.Query.Long("offset"), call.Query.Int("limit"));
        FileLocation.CheckPart(offset, limit, call.Query.Flag("precise"));
        var (file, size) = FileLocation.Open(call, call.Query.Object("location"));
        if (call.Query.Flag("cdn_supported") && CdnMethods.Redirect(call, file, size) is { } redirect) return redirect;
        return new TlObject("upload.file")
        {
            ["type"] = new TlObject(file.IsPhoto ? "storage.fileJpeg" : "storage.filePartial"),
            ["mtime"] = file.Date,
            ["bytes"] = FilePart.Cut(file, size, offset, limit, call.CutBytes),
        };
    }

    private static object Hashes(RpcCall call)
    {
        var (file, size) = FileLocation.Open(call, call.Query.Object("location"));
        return HashesOf(file, size, call.Query.Long("offset"), call.Server.Faults.WrongFileHashes);
    }
}
