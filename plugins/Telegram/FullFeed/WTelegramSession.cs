using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.FullFeed;

/// <summary>
/// An account's keys in the form in which WTelegramClient reads and saves its sessions, so that a sign-in made with either client serves both:
/// an initialisation vector, then encrypted the SHA-256 of a JSON text and the text. It is never on a disk in this form.
/// </summary>
internal sealed class WTelegramSession(ClientOptions options, AccountState state, Action save)
{
    private const int VectorLength = 16, HashLength = 32;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>What the session is encrypted with, as the library wants to be told it.</summary>
    public string Key => Convert.ToHexString(_key);

    /// <summary>Where to begin, as the library wants to be told it.</summary>
    public string? FirstAddress => AddressOf(state.HomeDc) is { } address ? $"{state.HomeDc}>{new System.Net.IPEndPoint(System.Net.IPAddress.Parse(address.Host), address.Port)}" : null;

    /// <summary>The session it begins with; empty when the account was never signed in.</summary>
    public byte[] Begin()
    {
        if (state.Dc(state.HomeDc).Key is null) return [];
        var text = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["ApiId"] = options.ApiId,
            ["UserId"] = state.UserId,
            ["MainDC"] = state.HomeDc,
            ["DCSessions"] = new JsonObject(state.Dcs.Where(dc => dc.Value.Key is not null).Select(dc => KeyValuePair.Create<string, JsonNode?>($"{dc.Key}", DcOf(dc.Key, dc.Value)))),
        });
        using var aes = Aes.Create();
        aes.Key = _key;
        var vector = RandomNumberGenerator.GetBytes(VectorLength);
        byte[] proven = [.. SHA256.HashData(text), .. text];
        return [.. vector, .. aes.EncryptCbc(proven, vector)];
    }

    /// <summary>Remembers the keys it has made.</summary>
    public void Keep(byte[] session)
    {
        using var aes = Aes.Create();
        aes.Key = _key;
        var text = aes.DecryptCbc(session.AsSpan(VectorLength), session.AsSpan(0, VectorLength)).AsSpan(HashLength);
        var root = JsonNode.Parse(text)!;
        var (user, home) = (root["UserId"]?.GetValue<long>() ?? 0, root["MainDC"]?.GetValue<int>() ?? 0);
        var isNew = user != state.UserId;
        if (home != 0) (state.UserId, state.HomeDc) = (user, home);
        var sessions = root["DCSessions"]?.AsObject() ?? [];
        foreach (var (name, dc) in sessions)
        {
            if (!int.TryParse(name, out var id) || id < 0 || dc?["AuthKey"]?.GetValue<string>() is not { } encoded) continue;
            var (known, key) = (state.Dc(id), Convert.FromBase64String(encoded));
            // A negative number stands for the same key on a connection that serves files.
            var isAuthorised = user != 0 && (UserOf(dc) == user || UserOf(sessions[$"-{id}"]) == user);
            if (known.IsAuthorised == isAuthorised && known.Key is { } before && before.AsSpan().SequenceEqual(key)) continue;
            (known.Key, known.Salt, known.IsAuthorised, isNew) = (key, dc["Salt"]?.GetValue<long>() ?? 0, isAuthorised, true);
        }
        if (isNew) save();
    }

    private static long UserOf(JsonNode? dc) => dc?["UserId"]?.GetValue<long>() ?? 0;

    private JsonObject DcOf(int id, DcState dc)
    {
        var node = new JsonObject { ["AuthKey"] = Convert.ToBase64String(dc.Key!), ["UserId"] = dc.IsAuthorised || id == state.HomeDc ? state.UserId : 0, ["Salt"] = dc.Salt };
        if (AddressOf(id) is { } address) node["DataCenter"] = new JsonObject { ["id"] = id, ["ip_address"] = address.Host, ["port"] = address.Port };
        return node;
    }

    private DcAddress? AddressOf(int dc) => UsableOf(state.Dc(dc).Addresses) ?? UsableOf(options.Addresses.GetValueOrDefault(dc, []));

    // It would go without the secret to an address that wants one.
    private static DcAddress? UsableOf(DcAddress[] known) =>
        known.Where(static address => address is { IsMedia: false, Secret: null }).OrderBy(static address => address.Host.Contains(':')).FirstOrDefault();
}
