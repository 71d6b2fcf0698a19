using System.Text;
using QRCoder;

namespace TgPlatform.Plugins.Telegram.Accounts;

/// <summary>A QR code for eyes that are cameras: as lines of a terminal, and as a picture.</summary>
internal sealed class QrPicture : IDisposable
{
    private const int PixelsPerModule = 10;

    private readonly QRCodeData _code;

    public QrPicture(string text)
    {
        using var generator = new QRCodeGenerator();
        _code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
    }

    /// <summary>Two rows of the code per line; light is drawn, since terminals are dark. The margin belongs to it.</summary>
    public IEnumerable<string> Lines()
    {
        var rows = _code.ModuleMatrix;
        for (var row = 0; row < rows.Count; row += 2)
        {
            var line = new StringBuilder(rows.Count);
            for (var column = 0; column < rows.Count; column++)
            {
                var (upper, lower) = (!rows[row][column], row + 1 < rows.Count && !rows[row + 1][column]);
                line.Append((upper, lower) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' });
            }
            yield return line.ToString();
        }
    }

    public byte[] Png()
    {
        using var png = new PngByteQRCode(_code);
        return png.GetGraphic(PixelsPerModule);
    }

    public void Dispose() => _code.Dispose();
}
