using System.Globalization;

namespace TgPlatform.Cli.Presentation;

/// <summary>Sizes, speeds and times as people read them.</summary>
internal static class Units
{
    private static readonly string[] Suffixes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary><c>12.3 MiB</c>.</summary>
    public static string Size(double bytes)
    {
        var unit = 0;
        // 1023.95 and not 1024, so that rounding never shows 1024.0.
        for (; Math.Abs(bytes) >= (unit == 0 ? 1024 : 1023.95) && unit < Suffixes.Length - 1; unit++)
            bytes /= 1024;
        return $"{bytes.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Suffixes[unit]}";
    }

    /// <summary><c>98.1 MiB/s</c>.</summary>
    public static string Speed(double bytesPerSecond) => $"{Size(bytesPerSecond)}/s";

    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>3 m 05 s</c>, <c>2 h 07 m</c>, <c>4 d 03 h</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => $"{time.Minutes} m {time.Seconds:00} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes:00} m",
        _ => $"{(long)time.TotalDays} d {time.Hours:00} h",
    };

    /// <summary>A count with thousands apart: <c>12,345</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 item</c>, <c>12,345 items</c>.</summary>
    public static string Items(long count) => Counted(count, "item");

    /// <summary>A count with its word: <c>1 kill</c>, <c>2 kills</c>.</summary>
    public static string Counted(long count, string word) => $"{Count(count)} {word}{(count == 1 ? "" : "s")}";

    /// <summary>A moment by the clock of whoever asked: <c>14:05:10</c>, and with its day when that is another one.</summary>
    public static string Clock(DateTimeOffset moment, DateTimeOffset now)
    {
        var here = moment.ToOffset(now.Offset);
        return here.ToString(here.Date == now.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
