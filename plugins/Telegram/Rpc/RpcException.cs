using System.Globalization;

namespace TgPlatform.Plugins.Telegram.Rpc;

/// <summary>The service understood a request and refused it.</summary>
internal class RpcException(int code, string name) : Exception($"Telegram answered {code} {name}")
{
    public int Code { get; } = code;

    /// <summary>The error as the service names it, with its number: <c>PHONE_CODE_INVALID</c>, <c>FILE_MIGRATE_4</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Something on the service's side that asking again usually cures.</summary>
    public bool IsTemporary => Code is >= 500 or < 0 || Name is "RPC_CALL_FAIL" or "RPC_MCGET_FAIL" or "Timeout";

    /// <summary>The number at the end of the name when it begins with <paramref name="prefix"/>.</summary>
    public bool Is(string prefix, out int number)
    {
        number = 0;
        return Name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(Name.AsSpan(prefix.Length), CultureInfo.InvariantCulture, out number);
    }

    public static RpcException From(int code, string name)
    {
        var plain = new RpcException(code, name);
        if (plain.Is("FLOOD_WAIT_", out var seconds) || plain.Is("SLOWMODE_WAIT_", out seconds)) return new FloodWaitException(code, name, seconds, isPremium: false);
        if (plain.Is("FLOOD_PREMIUM_WAIT_", out seconds)) return new FloodWaitException(code, name, seconds, isPremium: true);
        if (plain.Is("TAKEOUT_INIT_DELAY_", out seconds)) return new FloodWaitException(code, name, seconds, isPremium: false);
        if (plain.Is("PHONE_MIGRATE_", out var dc) || plain.Is("USER_MIGRATE_", out dc) || plain.Is("NETWORK_MIGRATE_", out dc)) return new MigrateException(code, name, dc);
        if (plain.Is("FILE_MIGRATE_", out dc) || plain.Is("STATS_MIGRATE_", out dc)) return new MigrateException(code, name, dc);
        if (name.StartsWith("FILE_REFERENCE_", StringComparison.Ordinal)) return new FileReferenceException(code, name);
        if (code == 401 && name is not "SESSION_PASSWORD_NEEDED" || name == "AUTH_KEY_DUPLICATED" || name.StartsWith("USER_DEACTIVATED", StringComparison.Ordinal)) return new LoginLostException(code, name);
        return plain;
    }
}

/// <summary>The service wants the same question again after a while. Not a failure.</summary>
internal sealed class FloodWaitException(int code, string name, int seconds, bool isPremium) : RpcException(code, name)
{
    public TimeSpan Wait { get; } = TimeSpan.FromSeconds(seconds);

    /// <summary>The wait a subscription would spare: the account's speed is limited, nothing was done wrong.</summary>
    public bool IsPremium { get; } = isPremium;
}

/// <summary>Another data centre has the answer.</summary>
internal sealed class MigrateException(int code, string name, int dc) : RpcException(code, name)
{
    public int Dc { get; } = dc;
}

/// <summary>The reference to a file is too old; its message has to be fetched again.</summary>
internal sealed class FileReferenceException(int code, string name) : RpcException(code, name);

/// <summary>The account is not logged in here, or not any more.</summary>
internal sealed class LoginLostException(int code, string name) : RpcException(code, name);
