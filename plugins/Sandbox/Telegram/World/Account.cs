using System.Globalization;
using TgPlatform.Plugins.Sandbox.Telegram.Session;

namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>One account: its own hashes and references, its own row of updates.</summary>
public sealed class Account
{
    private readonly ulong _secret;

    internal Account(int number, AccountOptions options, TimeProvider time, Func<long> usualRate)
    {
        Id = 100_000_000 + number;
        Options = options;
        Rate = new RateGate(time, () => BytesPerSecond > 0 ? BytesPerSecond : usualRate());
        _secret = Mixer.Mix(ulong.Parse(options.Phone, CultureInfo.InvariantCulture), (ulong)number);
    }

    /// <summary>The user id.</summary>
    public long Id { get; }

    /// <summary>What the account was made from.</summary>
    public AccountOptions Options { get; }

    /// <summary>The phone number.</summary>
    public string Phone => Options.Phone;

    /// <summary>True for an account that pays; may change at any time.</summary>
    public bool Premium { get; set; }

    /// <summary>True: the data the account asks for in takeout mode is released at once, without a confirmation.</summary>
    public bool TakeoutConfirmed { get; set; } = true;

    /// <summary>What all connections of this account receive per second together, in bytes; 0 for what holds for every account. May change at any time.</summary>
    public long BytesPerSecond { get; set; }

    internal RateGate Rate { get; }

    internal UpdateLog Updates { get; } = new();

    /// <summary>The hash by which this account, and no other, may name a user, a chat or a file.</summary>
    public long AccessHash(long id) => Mixer.Id(_secret, (ulong)id);

    internal ulong Tag(long id, int epoch) => Mixer.Mix(_secret + (ulong)epoch, (ulong)id);
}
