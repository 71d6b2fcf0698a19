namespace TgPlatform.Testing;

/// <summary>Names as hostile, careless or foreign senders make them.</summary>
public static class HostileNames
{
    /// <summary>Every name here must be refused or stored inside the root, never elsewhere.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", ".", "..", "...", "/", "//", "\\", "./", "../", ".. ", " ..", ". .",
        "../escaped", "../../escaped", "a/../../escaped", "a/../../../escaped", "a/./../../escaped", "..\\escaped", "a\\..\\..\\escaped", "a/..\\..\\escaped",
        "/escaped", "//server/share/escaped", "\\\\server\\share\\escaped", "\\\\?\\C:\\escaped", "C:\\escaped", "C:escaped", "c:/escaped", "file:///escaped", "~/escaped", "~root/x",
        "/etc/escaped", "/tmp/escaped", "%2e%2e%2fescaped", "..%2fescaped", "\uFF0E\uFF0E\uFF0Fescaped", "..\u2215escaped", "\u2025/escaped",
        "nul\0byte", "a/\0/b", "\0", "line\nbreak", "carriage\rreturn", "tab\tname", "bell\a", "escape\u001b[31mred", "delete\u007f", "next\u0085line",
        "right\u202Egpj.exe", "zero\u200Bwidth", "\uFEFFmark", "lone\uD800surrogate", "lone\uDC00tail", "\uD83D\uDE00 smile.jpg",
        "CON", "con.txt", "PRN", "AUX.tar.gz", "NUL", "nul.", "COM1", "com9.log", "LPT1", "COM\u00B9", "CONIN$", "CONOUT$", "a/CON/b", "NUL .txt",
        "dot.", "dots...", "space ", "dot. .", " leading", "a./b.", "a /b ", "-rf", "--help", "|pipe", "$(reboot)", "`reboot`", "a;b", "a&b", "'quote'", "\"quote\"",
        "a<b>c", "what?", "star*", "colon:stream", "file.txt:hidden:$DATA", ".hidden", ".git/config", ".ssh/authorized_keys", "desktop.ini", "Thumbs.db",
        new string('a', 255), new string('a', 256) + ".jpg", new string('a', 5000) + ".jpg", new string('\u00E9', 200) + ".jpg", string.Concat(Enumerable.Repeat("\uD83D\uDE00", 100)) + ".jpg",
        "x." + new string('e', 300), string.Join('/', Enumerable.Repeat("deep", 60)), string.Join('/', Enumerable.Repeat(new string('d', 200), 40)), string.Join('/', Enumerable.Repeat("..", 60)) + "/escaped",
        "Caf\u00E9.txt", "Cafe\u0301.txt", "stra\u00DFe", "STRASSE", "\u0130stanbul", "\u212Aelvin",
        "a//b///c", "a/b/", "/a/b", "name.part", ".name.0123456789abcdef.part", "name.tmp", "name~", "name.lock",
    ];
}
