using System.Globalization;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Cli.Ledgers;

/// <summary>Dead letters as lines for people.</summary>
internal static class DeadText
{
    /// <summary>One line: the item, where it failed last, why.</summary>
    public static IEnumerable<string> Line(FailedItem letter)
    {
        yield return $"{letter.Item.Id}  {Place(letter.Last)}  {Reason(letter.Last)}";
    }

    /// <summary>Why, without the advice.</summary>
    public static string Reason(FailureNote? failure) => failure is null ? "no reason was kept" : FailureText.Short(failure.Reason);

    /// <summary>Everything: fields and attempts.</summary>
    public static IEnumerable<string> Whole(FailedItem letter)
    {
        yield return letter.Item.Id;
        yield return $"  name   {letter.Item.Name}";
        if (letter.Item.Size is { } size)
            yield return string.Create(CultureInfo.InvariantCulture, $"  size   {size} bytes");
        if (letter.GroupId != letter.Item.Id)
            yield return $"  group  {letter.GroupId}";
        foreach (var (name, value) in letter.Item.Fields)
            yield return $"  {name}  {value}";
        foreach (var attempt in letter.Attempts)
            yield return string.Create(CultureInfo.InvariantCulture, $"  {attempt.At:yyyy-MM-dd HH:mm:ss}  attempt {attempt.Attempt}  {Place(attempt)}  {FailureText.Short(attempt.Reason)}");
    }

    private static string Place(FailureNote? failure) => failure switch
    {
        null => "?",
        { Sink: { } sink } => $"{failure.Step} {sink}",
        { Lane: { } lane } => $"{failure.Step} on {lane}",
        _ => failure.Step,
    };
}
