using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Tests.Terminals;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain ß 写真 👍.jpg", "plain ß 写真 👍.jpg")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("line\nbreak\ttab\rback", "line\\u000abreak\\u0009tab\\u000dback")]
    [InlineData("invoice\u202Egpj.exe", "invoice\\u202egpj.exe")]
    [InlineData("zero\u200Bwidth", "zero\\u200bwidth")]
    public void Of_Text_IsHarmlessAndReadable(string text, string expected) => Assert.Equal(expected, SafeText.Of(text));
}
