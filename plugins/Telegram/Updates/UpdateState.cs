using System.Globalization;

namespace TgPlatform.Plugins.Telegram.Updates;

/// <summary>How far one row of updates was followed (core.telegram.org/api/updates): a channel's own, or the account's common one.</summary>
/// <param name="Row">The channel's id; <see cref="Common"/> for everything that is not a channel. Where several accounts meet, each has its own common row below it.</param>
/// <param name="Qts">Only a common row has this and what follows.</param>
internal readonly record struct UpdatePlace(long Row, int Pts, int Qts = 0, int Date = 0, int Seq = 0)
{
    public const long Common = 0;
}

/// <summary>The places of all rows; as a text it survives a restart.</summary>
internal sealed class UpdateState
{
    private readonly SortedDictionary<long, UpdatePlace> _places = [];

    public UpdatePlace? Of(long row) => _places.TryGetValue(row, out var place) ? place : null;

    public void Set(UpdatePlace place) => _places[place.Row] = place;

    public void Forget(long row) => _places.Remove(row);

    /// <summary><c>0=57.0.1763824000.12,1700000001=56</c></summary>
    public override string ToString() => string.Join(',', _places.Values.Select(place => place.Row <= UpdatePlace.Common
        ? string.Create(CultureInfo.InvariantCulture, $"{place.Row}={place.Pts}.{place.Qts}.{place.Date}.{place.Seq}")
        : string.Create(CultureInfo.InvariantCulture, $"{place.Row}={place.Pts}")));

    /// <exception cref="FormatException">It is not what <see cref="ToString"/> writes.</exception>
    public static UpdateState Parse(string text)
    {
        var state = new UpdateState();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var row, var numbers]) throw new FormatException($"'{part}' is no place in a row of updates");
            int[] all = [.. numbers.Split('.').Select(number => int.Parse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))];
            var id = long.Parse(row, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            state.Set(all switch
            {
                [var pts] => new(id, pts),
                [var pts, var qts, var date, var seq] => new(id, pts, qts, date, seq),
                _ => throw new FormatException($"'{part}' is no place in a row of updates"),
            });
        }
        return state;
    }
}
