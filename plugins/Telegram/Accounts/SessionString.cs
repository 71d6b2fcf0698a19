using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Accounts;

/// <summary>
/// A sign-in as other libraries write it in one line: Telethon's string session (docs.telethon.dev, "String Sessions") and mtcute's, version 3.
/// </summary>
internal sealed record SessionString(int Dc, byte[] Key)
{
    private const int KeyLength = 256, TelethonHead = 1 + 2, Ipv4 = 4, Ipv6 = 16;

    // A record prints its members; the key is the login.
    public override string ToString() => $"session of data centre {Dc}";

    /// <exception cref="FormatException">It is neither; the message does not repeat it.</exception>
    public static SessionString Parse(string text)
    {
        text = text.Trim();
        var session = text.StartsWith('1') ? Telethon(Decode(text[1..])) : Mtcute(Decode(text));
        return session is { Dc: >= 1 and <= 999, Key.Length: KeyLength } ? session : throw Wrong();
    }

    // '1', then in base64: data centre 1 byte, address 4 or 16, port 2, key 256.
    private static SessionString? Telethon(byte[] data) => data.Length - TelethonHead - KeyLength is Ipv4 or Ipv6 ? new(data[0], data[^KeyLength..]) : null;

    // In base64: version 1 byte, then in TL: flags, addresses of the data centre (and of its media one), user, key.
    private static SessionString? Mtcute(byte[] data)
    {
        const byte version = 3;
        const int hasUser = 1, hasMedia = 4;
        if (data is not [version, .. var rest]) return null;
        try
        {
            var reader = new TlReader(rest);
            var flags = reader.ReadInt32();
            var dc = reader.ReadSpan()[1];
            if ((flags & hasMedia) != 0) reader.ReadSpan();
            if ((flags & hasUser) != 0)
            {
                reader.ReadInt64();
                reader.ReadInt32();
            }
            return new(dc, reader.ReadSpan().ToArray());
        }
        catch (Exception error) when (error is TlException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static byte[] Decode(string text)
    {
        try
        {
            var plain = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
            return Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            throw Wrong();
        }
    }

    private static FormatException Wrong() => new("This is no session string of Telethon or mtcute. Copy the whole line, and nothing else.");
}
