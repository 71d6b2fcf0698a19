namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>Whose private chat it is, with whom, and where its numbers begin in the owner's row.</summary>
internal sealed record PrivatePlace(Account Owner, long PersonId, int FirstId)
{
    // Above the numbers of basic groups; two accounts use the same ones, as they do at the real service.
    private const int FirstOfAll = 500_000_000, IdsOfOne = 1_000_000;

    /// <exception cref="ArgumentException">It does not have exactly one member who has an account.</exception>
    public static PrivatePlace Of(EmulatedWorld world, ChatOptions options)
    {
        if (options.Members is not [var phone] || world.FindAccount(phone) is not { } owner)
            throw new ArgumentException($"'{options.Title}' is private, so it needs one account, added before, as its only member.", nameof(options));
        var before = world.Chats.Count(chat => chat.IsPrivate && chat.HasMember(owner));
        return new(owner, options.Kind == ChatKind.Saved ? owner.Id : PersonOf(world, options), FirstOfAll + (before * IdsOfOne));
    }

    // Everybody sees the same person behind one public name.
    private static long PersonOf(EmulatedWorld world, ChatOptions options)
        => world.Accounts.FirstOrDefault(account => options.Username is not null && string.Equals(account.Options.Username, options.Username, StringComparison.OrdinalIgnoreCase))?.Id
            ?? SyntheticUsers.PersonOf(options.Username?.ToUpperInvariant() ?? options.Title);
}
