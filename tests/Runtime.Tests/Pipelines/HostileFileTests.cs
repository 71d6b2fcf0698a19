using System.Text;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Pipelines;

public sealed class HostileFileTests : IDisposable
{
    private const string Good = "name: a\nsource: things\nsinks: [store]\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_MissingFile_SaysSo() => AssertOnly(Read("nowhere.yaml"), DiagnosticCodes.FileUnreadable, 0, 0, "does not exist");

    [Fact]
    public void Read_Folder_SaysSo() => AssertOnly(Read("."), DiagnosticCodes.FileUnreadable, 0, 0, "is a folder");

    [Fact]
    public void Read_FileOverOneMebibyte_Refuses() =>
        AssertOnly(ReadBytes([.. Encoding.UTF8.GetBytes(Good), .. new byte[1 << 20]]), DiagnosticCodes.FileUnreadable, 0, 0, "larger than 1 MiB");

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Read_Utf16_SaysHowToSaveIt(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        AssertOnly(ReadBytes([.. encoding.GetPreamble(), .. encoding.GetBytes(Good)]), DiagnosticCodes.FileUnreadable, 1, 1, "UTF-16");
    }

    [Fact]
    public void Read_Latin1_PointsAtTheFirstWrongByte() =>
        AssertOnly(ReadBytes(Encoding.Latin1.GetBytes("name: a\nsource: thé\n")), DiagnosticCodes.FileUnreadable, 2, 11, "not UTF-8");

    [Fact]
    public void Read_Nul_PointsAtIt() => AssertOnly(ReadText("name: a\nsource: th\0ings\n"), DiagnosticCodes.FileUnreadable, 2, 11, "U+0000");

    [Fact]
    public void Read_BillionLaughs_StopsAtTheLimit()
    {
        var text = new StringBuilder("name: a\nsource: things\nsinks: [store]\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 10; level++)
            text.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");

        AssertOnly(ReadText(text.ToString()), DiagnosticCodes.YamlSyntax, 8, 45, "More than 100000 values");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Read_NestingWithoutEnd_StopsAtTheLimit(string opening) =>
        AssertCode(ReadText(string.Concat(Enumerable.Repeat(opening, 100_000))), DiagnosticCodes.YamlSyntax);

    [Fact]
    public void Read_MegabyteOfOneLine_IsRead() => AssertCode(ReadText("name: " + new string('x', 1_000_000) + "\nsource: things\nsinks: [store]\n"), DiagnosticCodes.WrongType);

    [Fact]
    public void Read_TenThousandUnknownKeys_ReportsEachOnce()
    {
        var keys = string.Concat(Enumerable.Range(0, 10_000).Select(static number => $"key{number}: 1\n"));

        Assert.Equal(10_000, ReadText(Good + keys).Diagnostics.Sorted().Count(static one => one.Code == DiagnosticCodes.UnknownKey));
    }

    [Theory]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\r")]
    public void Read_UnusualLineBreaks_CountsThemAsLines(string lineBreak)
    {
        var found = ReadText($"name: a{lineBreak}source: things{lineBreak}sink: [store]{lineBreak}").Diagnostics.Sorted();

        Assert.Contains(found, static one => one is { Code: DiagnosticCodes.UnknownKey, Location: { Line: 3, Column: 1 } });
    }

    [Fact]
    public void Read_EveryPrefixOfAFile_EndsWithFindingsNotExceptions()
    {
        const string Text = "name: &n \"a\\x41\"\nsource: { use: web, with: { urls: [http://a, 'b'], headers: { <<: {a: b} } } }\nfilter: |2-\n   x\npath: !t {file: x}\nsinks: [store, *n]\n";
        for (var length = 0; length < Text.Length; length++)
            Assert.True(ReadText(Text[..length]).Diagnostics.HasErrors);
    }

    private static void AssertOnly(PipelineReading reading, string code, int line, int column, string part)
    {
        var one = Assert.Single(reading.Diagnostics.Sorted());
        Assert.Equal((code, line, column), (one.Code, one.Location.Line, one.Location.Column));
        Assert.Contains(part, one.Message, StringComparison.Ordinal);
        Assert.Null(reading.Definition);
    }

    private static void AssertCode(PipelineReading reading, string code) => Assert.Equal([code], reading.Diagnostics.Sorted().Select(static one => one.Code));

    private PipelineReading ReadText(string text) => ReadBytes(Encoding.UTF8.GetBytes(text));

    private PipelineReading ReadBytes(byte[] bytes)
    {
        _folder.Write("p.yaml", bytes);
        return Read("p.yaml");
    }

    private PipelineReading Read(string name) => new PipelineReader(new FakeCatalog()).Read(_folder.At(name), new() { Environment = new Dictionary<string, string>() });
}
