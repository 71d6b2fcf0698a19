using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Session;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Carrying a login to another data centre, and from a permanent key to a temporary one.</summary>
internal static class KeyMethods
{
    public static void AddTo(RpcTable table)
    {
        table.Add("auth.exportAuthorization", Export);
        table.AddOpen("auth.importAuthorization", Import);
        table.AddOpen("auth.bindTempAuthKey", Bind);
    }

    private static TlObject Export(RpcCall call)
    {
        var target = call.Query.Int("dc_id");
        if (target == call.DataCentre.Id || call.Server.DataCentres.All(dataCentre => dataCentre.Id != target)) throw new RpcException(400, "DC_ID_INVALID");
        return new TlObject("auth.exportedAuthorization") { ["id"] = call.Account.Id, ["bytes"] = call.Server.Logins.Export(call.Account) };
    }

    private static TlObject Import(RpcCall call)
    {
        var account = call.Server.Logins.Import(call.Query.Bytes("bytes"));
        if (account is null || account.Id != call.Query.Long("id")) throw new RpcException(400, "AUTH_BYTES_INVALID");
        return LoginMethods.Authorize(call, account);
    }

    private static object Bind(RpcCall call)
    {
        var temporary = call.Session.Key;
        var permanent = call.DataCentre.FindKey(call.Query.Long("perm_auth_key_id"));
        if (permanent is null || temporary.Expires is null) throw new RpcException(400, "TEMP_AUTH_KEY_EMPTY");
        var inner = OpenBinding(permanent, call.Query.Bytes("encrypted_message")) ?? throw new RpcException(400, "ENCRYPTED_MESSAGE_INVALID");
        var matches = inner.Long("nonce") == call.Query.Long("nonce")
            && inner.Long("temp_auth_key_id") == temporary.Id
            && inner.Long("perm_auth_key_id") == permanent.Id
            && inner.Long("temp_session_id") == call.Session.Id
            && inner.Int("expires_at") == call.Query.Int("expires_at");
        if (!matches) throw new RpcException(400, "ENCRYPTED_MESSAGE_INVALID");
        temporary.BindTo(permanent);
        return true;
    }

    /// <summary>The binding message is encrypted by MTProto 1.0: SHA-1 of the unpadded message, and its own key derivation.</summary>
    private static TlObject? OpenBinding(AuthKey permanent, byte[] message)
    {
        if (message.Length < 24 + 32 || (message.Length - 24) % 16 != 0 || BitConverter.ToInt64(message) != permanent.Id) return null;
        var plain = message[24..];
        Span<byte> key = stackalloc byte[32], iv = stackalloc byte[32];
        MessageKeys.DeriveOld(permanent.Value, message.AsSpan(8, 16), key, iv);
        AesIge.Decrypt(plain, key, iv);
        var length = BitConverter.ToInt32(plain, 28);
        if (length < 4 || length > plain.Length - 32) return null;
        var digest = MessageKeys.Sha1(plain.AsSpan(0, 32 + length));
        return digest.AsSpan(4).SequenceEqual(message.AsSpan(8, 16)) ? TlReader.Object(plain.AsSpan(32, length)) : null;
    }
}
