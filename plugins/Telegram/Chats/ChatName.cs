using System.Globalization;

namespace TgPlatform.Plugins.Telegram.Chats;

/// <summary>How a person names a chat: by public name, by invite, by number, or as the saved messages; perhaps with a place in it (a topic, a post).</summary>
internal sealed record ChatName
{
    private const string Saved = "me";

    /// <summary>As it was written, for messages to people.</summary>
    public required string Text { get; init; }

    /// <summary>The public name without @, in lower case.</summary>
    public string? Username { get; private init; }

    /// <summary>The last part of an invite link.</summary>
    public string? Invite { get; private init; }

    public ChatKey? Key { get; private init; }

    /// <summary>The account's own chat with itself.</summary>
    public bool IsSaved { get; private init; }

    /// <summary>The topic or post a link leads to; 0 for none.</summary>
    public int Place { get; private init; }

    /// <summary>One text per chat, however it was written.</summary>
    public string Identity => IsSaved ? Saved : Username is not null ? "@" + Username : Invite is not null ? "+" + Invite : Key.ToString()!;

    public static bool TryParse(string text, out ChatName? name, out string problem)
    {
        name = Parse(text.Trim());
        problem = name is null ? $"'{text}' is no chat. Write @name, a t.me link, me for the saved messages, or an id (-100… for channels and supergroups, - for old groups, people's without a sign)." : "";
        return name is not null;
    }

    /// <exception cref="FormatException">It names no chat.</exception>
    public static ChatName Of(string text) => TryParse(text, out var name, out var problem) ? name! : throw new FormatException(problem);

    private static ChatName? Parse(string text)
    {
        if (text == Saved) return new() { Text = text, IsSaved = true };
        // A plus sign would be a phone number.
        if (!text.StartsWith('+') && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            return id != 0 ? new() { Text = text, Key = ChatKey.FromMarked(id) } : null;
        if (text.StartsWith('@')) return Named(text, text[1..], "");
        var link = text.Contains("://", StringComparison.Ordinal) ? text : text.Contains('/', StringComparison.Ordinal) ? "https://" + text : null;
        if (link is null) return Named(text, text, "");
        return Uri.TryCreate(link, UriKind.Absolute, out var uri) ? FromLink(text, uri) : null;
    }

    private static ChatName? FromLink(string text, Uri uri)
    {
        if (uri.Scheme == "tg")
        {
            var query = System.Web.HttpUtility.ParseQueryString(uri.Query);
            return uri.Host == "join" ? Invited(text, query["invite"]) : uri.Host == "resolve" ? Named(text, query["domain"] ?? "", query["post"] ?? "") : null;
        }
        if (uri.Scheme is not ("https" or "http") || uri.Host is not ("t.me" or "telegram.me" or "telegram.dog")) return null;
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["joinchat", var hash] => Invited(text, hash),
            [['+', ..] hash] => Invited(text, hash[1..]),
            ["c", var number, .. var rest] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && PlaceOf(rest) is { } place
                => new() { Text = text, Key = ChatKey.Channel(id), Place = place },
            ["s", var name] => Named(text, name, ""),
            [var name, .. var rest] when rest.Length <= 1 => Named(text, name, rest is [var place] ? place : ""),
            _ => null,
        };
    }

    private static ChatName? Named(string text, string name, string place)
    {
        var isName = name.Length is >= 4 and <= 32 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && char.IsAsciiLetter(name[0]);
        return isName && PlaceOf(place.Length == 0 ? [] : [place]) is { } number ? new() { Text = text, Username = name.ToLowerInvariant(), Place = number } : null;
    }

    private static ChatName? Invited(string text, string? hash)
        => hash is { Length: > 0 } && hash.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? new() { Text = text, Invite = hash } : null;

    private static int? PlaceOf(string[] rest) => rest switch
    {
        [] => 0,
        [var one] when int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0 => place,
        _ => null,
    };
}
