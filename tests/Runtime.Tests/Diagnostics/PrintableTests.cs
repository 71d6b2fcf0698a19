using TgPlatform.Runtime.Diagnostics;

namespace TgPlatform.Runtime.Tests.Diagnostics;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("a\u001b[31m\nb", "'a\\u001b[31m\\u000ab'")]
    [InlineData("left\u202eright\u2028", "'left\\u202eright\\u2028'")]
    public void Quote_ControlCharacters_EscapesThem(string text, string quoted) => Assert.Equal(quoted, Printable.Quote(text));

    [Fact]
    public void Quote_LongText_Shortens() => Assert.Equal($"'{new string('x', 60)}…'", Printable.Quote(new string('x', 61)));
}
