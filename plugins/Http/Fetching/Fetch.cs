using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Plugins.Http.Fetching;

/// <summary>What to ask a server for, secrets included; lives in memory only.</summary>
/// <param name="Target">The URL without user and password.</param>
/// <param name="Public">The URL for messages.</param>
/// <param name="UserInfo">User and password from the URL, or null.</param>
/// <param name="Headers">The task's own headers.</param>
internal sealed record Fetch(Uri Target, string Public, string? UserInfo, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>For a public URL.</summary>
    public static Fetch Of(string url) => new(new(url), url, null, NoHeaders);

    public static Fetch Of(HttpTask task) => new(task.Url.Target, task.Url.Public, task.Url.UserInfo, task.Headers);

    private static Dictionary<string, string> NoHeaders { get; } = [];
}
