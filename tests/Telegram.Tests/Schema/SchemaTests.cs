using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using TgPlatform.Plugins.Telegram.Tests.Support;

namespace TgPlatform.Plugins.Telegram.Tests.Schema;

public partial class SchemaTests
{
    [Fact]
    public void EveryLine_ItsNumber_IsTheCrc32OfItsText()
    {
        var odd = SchemaLines.Api.Concat(SchemaLines.Protocol).Where(l => Crc(l.Text) != l.Id).Select(l => l.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["inputPeerPhotoFileLocationLegacy", "inputStickerSetThumbLegacy", "vector"], odd);
    }

    [Fact]
    public void Tables_AreWhole_ForLayer227()
    {
        Assert.Equal((1619, 798), (SchemaLines.Api.Count(l => !l.IsMethod), SchemaLines.Api.Count(l => l.IsMethod)));
        Assert.Equal((42, 10), (SchemaLines.Protocol.Count(l => !l.IsMethod), SchemaLines.Protocol.Count(l => l.IsMethod)));
    }

    private static uint Crc(string line)
    {
        var text = Number().Replace(line, "", 1).TrimEnd(';').Replace("{", "").Replace("}", "").Replace('<', ' ').Replace(">", "");
        text = Truth().Replace(text, "");
        return Crc32.HashToUInt32(Encoding.ASCII.GetBytes(Bytes().Replace(text, "$1string")));
    }

    [GeneratedRegex("#[0-9a-f]{8}")] private static partial Regex Number();
    [GeneratedRegex(@" \w+:\w+\.\d+\?true")] private static partial Regex Truth();
    [GeneratedRegex("([:?])bytes")] private static partial Regex Bytes();
}
