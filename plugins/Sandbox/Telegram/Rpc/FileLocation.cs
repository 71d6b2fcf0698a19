using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc;

/// <summary>The file a location names, once everything about the location has been checked.</summary>
internal static class FileLocation
{
    private const int OneMebibyte = 1024 * 1024;

    public static (EmulatedFile File, string Size) Open(RpcCall call, TlObject location)
    {
        if (location.Name is not ("inputDocumentFileLocation" or "inputPhotoFileLocation")) throw new RpcException(400, "LOCATION_INVALID");
        var id = location.Long("id");
        var size = location.Text("thumb_size");
        if (location.Long("access_hash") != call.Account.AccessHash(id)) throw new RpcException(400, "LOCATION_INVALID");
        if (call.World.Files.Find(id) is not { } file || file.Length(size) < 0) throw new RpcException(400, "FILE_ID_INVALID");
        if (file.IsPhoto != (location.Name == "inputPhotoFileLocation")) throw new RpcException(400, "LOCATION_INVALID");
        if (FileReference.Check(location.Bytes("file_reference"), call.Account, id, call.World.ReferenceEpoch) is { } error) throw new RpcException(400, error);
        return file.DataCentre == call.DataCentre.Id ? (file, size) : throw new RpcException(303, $"FILE_MIGRATE_{file.DataCentre}");
    }

    /// <summary>The rules for parts (core.telegram.org/api/files#downloading-files).</summary>
    public static void CheckPart(long offset, int limit, bool precise)
    {
        var unit = precise ? 1024 : 4096;
        if (offset < 0 || offset % unit != 0) throw new RpcException(400, "OFFSET_INVALID");
        if (limit <= 0 || limit > OneMebibyte || limit % unit != 0) throw new RpcException(400, "LIMIT_INVALID");
        if (!precise && OneMebibyte % limit != 0) throw new RpcException(400, "LIMIT_INVALID");
        if (offset / OneMebibyte != (offset + limit - 1) / OneMebibyte) throw new RpcException(400, "LIMIT_INVALID");
    }
}

/// <summary>A piece of a file, produced where it is sent from.</summary>
internal sealed record FilePart(EmulatedFile File, string Size, long Offset, int Length) : ITlBytes
{
    public static FilePart Cut(EmulatedFile file, string size, long offset, int limit, int cutBytes = 0) =>
        new(file, size, offset, (int)Math.Clamp(file.Length(size) - offset - cutBytes, 0, Math.Max(0, limit - cutBytes)));

    public void CopyTo(Span<byte> target) => File.Read(Size, Offset, target);
}
