using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary>What is shown of an account: no key, no secret, no whole phone number.</summary>
internal sealed record AccountSight(string Name, string State)
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? User { get; init; }
    public string? Phone { get; init; }
    public long? UserId { get; init; }
    public bool? Premium { get; init; }
    public int? HomeDataCentre { get; init; }
    public IReadOnlyList<int>? DataCentres { get; init; }
    public int? ApiId { get; init; }
    public string? Proxy { get; init; }

    public static AccountSight Of(string name, AccountState state) => state.UserId == 0 ? new(name, "not signed in") : new(name, "signed in")
    {
        User = state.UserName,
        Phone = AccountText.Masked(state.Phone),
        UserId = state.UserId,
        Premium = state.IsPremium,
        HomeDataCentre = state.HomeDc,
        DataCentres = [.. state.Dcs.Where(dc => dc.Value.IsAuthorised).Select(dc => dc.Key).Order()],
        ApiId = state.ApiId,
        // Prints neither user, password nor secret.
        Proxy = state.Proxy.Length == 0 ? null : ProxySettings.Parse(state.Proxy).ToString(),
    };

    public IEnumerable<string> Lines()
    {
        yield return $"name           {Name}";
        yield return $"state          {State}";
        if (UserId is null) yield break;
        yield return string.Create(CultureInfo.InvariantCulture, $"user           {User} ({UserId}){(Premium == true ? ", premium" : "")}");
        yield return $"phone          {Phone}";
        yield return string.Create(CultureInfo.InvariantCulture, $"application    {ApiId}");
        yield return string.Create(CultureInfo.InvariantCulture, $"data centres   home {HomeDataCentre}, signed in at {string.Join(", ", DataCentres!)}");
        yield return $"proxy          {Proxy ?? "none"}";
    }
}
