using TgPlatform.Plugins.Telegram.Source.Discovery;

namespace TgPlatform.Plugins.Telegram.Tests.Source.Discovery;

public class CoverageTests
{
    [Theory]
    [InlineData("", 5, 9, "5-9")]
    [InlineData("1-4", 5, 9, "1-9")]
    [InlineData("1-3", 5, 9, "1-3,5-9")]
    [InlineData("10-20", 5, 9, "5-20")]
    [InlineData("1-3,5-9,20-30", 2, 25, "1-30")]
    [InlineData("1-30", 5, 9, "1-30")]
    [InlineData("5-9", 9, 5, "5-9")]
    [InlineData("5-2147483647", 1, 2, "1-2,5-2147483647")]
    public void Add_ARange_JoinsWhatTouches(string before, int from, int to, string after)
    {
        var coverage = Coverage.Parse(before);

        coverage.Add(from, to);

        Assert.Equal(after, coverage.ToString());
    }

    [Theory]
    [InlineData("", 1, 10, "1-10")]
    [InlineData("1-10", 1, 10, "")]
    [InlineData("3-4,7-8", 1, 10, "1-2,5-6,9-10")]
    [InlineData("1-500", 1, int.MaxValue, "501-2147483647")]
    [InlineData("1-2147483647", 5, int.MaxValue, "")]
    [InlineData("3-4", 4, 9, "5-9")]
    public void Gaps_OfARange_AreWhatIsNotCovered(string covered, int from, int to, string gaps)
        => Assert.Equal(gaps, string.Join(',', Coverage.Parse(covered).Gaps(from, to).Select(gap => $"{gap.From}-{gap.To}")));

    [Fact]
    public void Add_RandomRanges_CoversExactlyThem()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var (coverage, expected) = (new Coverage(), new HashSet<int>());
            for (var step = 0; step < 12; step++)
            {
                var from = random.Next(1, 60);
                var to = from + random.Next(0, 12);
                coverage.Add(from, to);
                expected.UnionWith(Enumerable.Range(from, to - from + 1));
            }

            var gaps = Coverage.Parse(coverage.ToString()).Gaps(1, 80).SelectMany(gap => Enumerable.Range(gap.From, gap.To - gap.From + 1));
            Assert.Equal(Enumerable.Range(1, 80).Where(id => !expected.Contains(id)), gaps);
        }
    }

    [Theory]
    [InlineData("7"), InlineData("a-b"), InlineData("1-2-3"), InlineData("1-99999999999")]
    public void Parse_Nonsense_IsRefused(string text) => Assert.ThrowsAny<Exception>(() => Coverage.Parse(text));
}
