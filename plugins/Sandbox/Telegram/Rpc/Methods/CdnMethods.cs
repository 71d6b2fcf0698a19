using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Files kept encrypted at a foreign place (core.telegram.org/cdn).</summary>
internal static class CdnMethods
{
    public static void AddTo(RpcTable table)
    {
        table.AddOpen("upload.getCdnFile", Part);
        table.Add("upload.getCdnFileHashes", Hashes);
        table.Add("upload.reuploadCdnFile", Upload);
    }

    /// <summary>Where to fetch the file instead; null when it is served here.</summary>
    public static TlObject? Redirect(RpcCall call, EmulatedFile file, string size)
    {
        var smallest = call.Server.Faults.CdnFromBytes;
        if (smallest <= 0 || file.Length(size) < smallest || call.Server.DataCentres.FirstOrDefault(one => one.IsCdn) is not { } cdn) return null;
        var token = Token(file, size);
        return new TlObject("upload.fileCdnRedirect")
        {
            ["dc_id"] = cdn.Id,
            ["file_token"] = token,
            ["encryption_key"] = KeyOf(token),
            ["encryption_iv"] = IvOf(token),
            ["file_hashes"] = FileMethods.HashesOf(file, size, 0, call.Server.Faults.WrongFileHashes),
        };
    }

    private static TlObject Part(RpcCall call)
    {
        if (!call.DataCentre.IsCdn) throw new RpcException(400, "CDN_METHOD_INVALID");
        var (offset, limit) = (call.Query.Long("offset"), call.Query.Int("limit"));
        FileLocation.CheckPart(offset, limit, precise: false);
        var (file, size, token) = Find(call);
        if (call.Server.Faults.CdnForgets && !call.Server.CdnParts.ContainsKey((Convert.ToHexString(token), offset)))
            return new TlObject("upload.cdnFileReuploadNeeded") { ["request_token"] = BitConverter.GetBytes(offset) };
        var part = FilePart.Cut(file, size, offset, limit, call.CutBytes);
        return new TlObject("upload.cdnFile") { ["bytes"] = new EncryptedPart(part, KeyOf(token), IvOf(token), call.Server.Faults.CdnCorrupts) };
    }

    private static object Hashes(RpcCall call)
    {
        var (file, size, _) = Find(call);
        return FileMethods.HashesOf(file, size, call.Query.Long("offset"), call.Server.Faults.WrongFileHashes);
    }

    private static object Upload(RpcCall call)
    {
        var (file, size, token) = Find(call);
        var offset = BitConverter.ToInt64(call.Query.Bytes("request_token"));
        call.Server.CdnParts[(Convert.ToHexString(token), offset)] = 0;
        return FileMethods.HashesOf(file, size, offset, call.Server.Faults.WrongFileHashes);
    }

    private static (EmulatedFile File, string Size, byte[] Token) Find(RpcCall call)
    {
        var token = call.Query.Bytes("file_token");
        if (token.Length < 8 || call.World.Files.Find(BitConverter.ToInt64(token)) is not { } file) throw new RpcException(400, "FILE_TOKEN_INVALID");
        return (file, Encoding.ASCII.GetString(token.AsSpan(8)), token);
    }

    private static byte[] Token(EmulatedFile file, string size) => [.. BitConverter.GetBytes(file.Id), .. Encoding.ASCII.GetBytes(size)];

    private static byte[] KeyOf(byte[] token) => SHA256.HashData([1, .. token]);

    private static byte[] IvOf(byte[] token) => SHA256.HashData([2, .. token])[..16];

    /// <summary>Encrypted by AES-256-CTR; the last four bytes of the iv are the number of the first block.</summary>
    private sealed record EncryptedPart(FilePart Plain, byte[] Key, byte[] Iv, bool Corrupt) : ITlBytes
    {
        public int Length => Plain.Length;

        public void CopyTo(Span<byte> target)
        {
            var iv = Iv.ToArray();
            BinaryPrimitives.WriteInt32BigEndian(iv.AsSpan(12), (int)(Plain.Offset / 16));
            Plain.CopyTo(target);
            if (Corrupt && target.Length > 0) target[0] ^= 1;
            using var cipher = new AesCtr(Key, iv);
            cipher.Apply(target);
        }
    }
}
