using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>What a person or bot is called.</summary>
internal static class PersonNames
{
    /// <summary>First and last name, or the public name; empty when nothing is known.</summary>
    public static string Of(User user) => string.Join(' ', new[] { user.FirstName, user.LastName }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } name ? name : PublicOf(user) ?? "";

    /// <summary>The public name without @; null when there is none.</summary>
    public static string? PublicOf(User user) => user.Username ?? user.Usernames?.OfType<Username>().FirstOrDefault(name => name.Active)?.UsernameValue;
}
