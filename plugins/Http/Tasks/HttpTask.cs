using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>One URL to fetch, with what its list says about it.</summary>
internal sealed record HttpTask(TaskUrl Url)
{
    /// <summary>Tells tasks with one URL apart; null when the URL is identity enough.</summary>
    public string? Discriminator { get; init; }

    /// <summary>The file name the task wants; null to leave that to URL and server.</summary>
    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    public long? Priority { get; init; }

    /// <summary>Everything else the task says.</summary>
    public IReadOnlyList<KeyValuePair<string, FieldValue>> Fields { get; init; } = [];

    /// <summary>Whether fetching needs more than an item may carry.</summary>
    public bool HasSecrets => Url.HasSecrets || Headers.Count > 0;

    private static Dictionary<string, string> NoHeaders { get; } = [];
}
