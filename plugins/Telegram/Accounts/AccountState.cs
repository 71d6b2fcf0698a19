using System.Collections.Concurrent;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Accounts;

/// <summary>What an account remembers about one data centre.</summary>
internal sealed class DcState
{
    /// <summary>The authorization key, once agreed.</summary>
    public byte[]? Key { get; set; }
    public long Salt { get; set; }

    /// <summary>The account is logged in under this key. Exported and imported once, not per file and not per start.</summary>
    public bool IsAuthorised { get; set; }
    public DcAddress[] Addresses { get; set; } = [];
}

/// <summary>A chat this account has met. The hash is this account's.</summary>
internal sealed record KnownChat(bool IsGroup, long Id, long AccessHash, bool IsPerson = false);

/// <summary>All that has to survive a restart of one account. Saved encrypted.</summary>
internal sealed class AccountState
{
    public int HomeDc { get; set; } = Rpc.KnownService.FirstDc;
    public long UserId { get; set; }
    public bool IsPremium { get; set; }

    /// <summary>The name its owner shows to others.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The phone number; shown masked only.</summary>
    public string Phone { get; set; } = "";

    /// <summary>The proxy the key was made through: the same way out for every connection of the account.</summary>
    public string Proxy { get; set; } = "";
    // Both grow on several threads, and are saved meanwhile.
    public ConcurrentDictionary<int, DcState> Dcs { get; set; } = [];

    /// <summary>The export session that is not finished; 0 for none.</summary>
    public long Takeout { get; set; }

    /// <summary>The application the account was signed in with; 0 when not told.</summary>
    public int ApiId { get; set; }
    public string ApiHash { get; set; } = "";

    /// <summary>Chats by the name a person gave them: looking a public name up is limited, asking by id and hash is not.</summary>
    public ConcurrentDictionary<string, KnownChat> Chats { get; set; } = [];

    public DcState Dc(int id) => Dcs.GetOrAdd(id, static _ => new());
}
