using TgPlatform.Cli.Presentation;

namespace TgPlatform.Cli.Tests.Presentation;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1_048_575, "1.0 MiB")]
    [InlineData(1_048_576, "1.0 MiB")]
    [InlineData(3_435_973_837, "3.2 GiB")]
    public void Size_Bytes_IsShort(double bytes, string expected) => Assert.Equal(expected, Units.Size(bytes));

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "0 m 59 s")]
    [InlineData(185, "3 m 05 s")]
    [InlineData(7_620, "2 h 07 m")]
    [InlineData(356_400, "4 d 03 h")]
    public void Time_Seconds_IsShort(double seconds, string expected) => Assert.Equal(expected, Units.Time(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Count_Large_HasThousandsApart() => Assert.Equal("1,234,567", Units.Count(1_234_567));
}
