using TgPlatform.Plugins.Telegram.Accounts;

namespace TgPlatform.Plugins.Telegram.Tests.Accounts;

public class QrPictureTests
{
    [Fact]
    public void Lines_OfACode_HaveItsThreeEyesDarkOnLight()
    {
        using var picture = new QrPicture("tg://login?token=AQJmZm9v");

        var dark = Dark([.. picture.Lines()]);

        const int margin = 4, eye = 7;
        var size = dark.GetLength(0) - (2 * margin);
        foreach (var (top, left) in new[] { (0, 0), (0, size - eye), (size - eye, 0) })
            for (var row = 0; row < eye; row++)
                for (var column = 0; column < eye; column++)
                    Assert.Equal(row is 0 or 6 || column is 0 or 6 || (row is > 1 and < 5 && column is > 1 and < 5), dark[margin + top + row, margin + left + column]);
        Assert.False(dark[margin - 1, margin]);
    }

    [Fact]
    public void Png_OfACode_IsOne()
    {
        using var picture = new QrPicture("tg://login?token=AQJmZm9v");

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture.Png().Take(4));
    }

    private static bool[,] Dark(string[] lines)
    {
        var size = lines[0].Length;
        var dark = new bool[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                dark[row, column] = (lines[row / 2][column], row % 2) is (' ', _) or ('▀', 1) or ('▄', 0);
        return dark;
    }
}
