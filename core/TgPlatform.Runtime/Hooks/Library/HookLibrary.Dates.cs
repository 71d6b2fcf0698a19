using System.Globalization;

namespace TgPlatform.Runtime.Hooks.Library;

/// <content>Dates. There is no clock: an item tried again must get the same answer.</content>
public static partial class HookLibrary
{
    /// <summary>The beginning of a day in UTC, to compare with: <c>item.Date &gt;= Day(2024, 1, 31)</c>.</summary>
    /// <param name="year">Year.</param>
    /// <param name="month">Month, 1 to 12.</param>
    /// <param name="day">Day of the month, from 1.</param>
    public static DateTimeOffset Day(int year, int month = 1, int day = 1) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same moment in UTC; missing stays missing.</summary>
    /// <param name="date">The moment.</param>
    public static DateTimeOffset? Utc(DateTimeOffset? date) => date?.ToUniversalTime();

    /// <summary>The same moment as clocks in a time zone show it: <c>{InZone(item.Date, "Europe/Berlin"):yyyy-MM-dd}</c>.</summary>
    /// <param name="date">The moment; missing stays missing.</param>
    /// <param name="zone">An IANA name.</param>
    public static DateTimeOffset? InZone(DateTimeOffset? date, string zone) =>
        date is { } moment ? TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(zone)) : null;

    /// <summary>The week by ISO 8601, <c>2024-W05</c>; empty text when the date is missing.</summary>
    /// <param name="date">The moment.</param>
    public static string IsoWeek(DateTimeOffset? date) => date is { } moment
        ? string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(moment.DateTime):D4}-W{ISOWeek.GetWeekOfYear(moment.DateTime):D2}")
        : "";
}
