using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary>Accounts as people read them.</summary>
internal static class AccountText
{
    public static string NameOf(AnyUser? user) => user is User one ? $"{one.FirstName} {one.LastName}".Trim() : "";

    /// <summary>A phone number of which only the owner knows the rest: <c>+49…01</c>.</summary>
    public static string Masked(string phone) => phone.Length > 4 ? $"+{phone[..2]}…{phone[^2..]}" : "no number";
}
