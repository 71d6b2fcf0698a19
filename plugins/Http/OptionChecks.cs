using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Fetching;
using TgPlatform.Plugins.Http.Tasks;

namespace TgPlatform.Plugins.Http;

/// <summary>The rules for options that a type and a range cannot say.</summary>
internal static class OptionChecks
{
    public static IEnumerable<OptionMistake> Of(HttpSourceOptions options)
    {
        if (options.Urls.Count == 0 && options.List is null && options.Tasks is null)
            yield return new(null, "There is nothing to fetch. Set urls, list or tasks.");
        for (var index = 0; index < options.Urls.Count; index++)
        {
            if (!TaskUrl.TryParse(options.Urls[index], out _))
                yield return new("urls", $"Entry {index + 1} is not a URL. Write it in full, with http:// or https://.");
        }

        if (options is { List: not null, Tasks: not null })
            yield return new("list", "list and tasks exclude each other. Keep one of them.");
        if (options.Watch && (options.List ?? options.Tasks) is var followed && (followed is null || TaskUrl.TryParse(followed, out _)))
            yield return new("watch", "Only a file can be followed. Set list or tasks to a file, or take watch out.");
        foreach (var (name, value) in options.Headers)
        {
            if (!HeaderRules.IsUsable(name, value.Reveal()))
                yield return new("headers", $"'{name}' cannot be sent. Names are letters, digits and hyphens, values have no line breaks, and Range and If-Range are not yours to set.");
        }

        foreach (var auth in options.Auth.Where(static one => !one.IsComplete))
            yield return new("auth", $"The credentials for '{auth.Host}' must be either username and password, or token.");
        foreach (var twice in options.Auth.GroupBy(static one => one.Host, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1))
            yield return new("auth", $"There are two credentials for '{twice.Last().Host}'. Keep one.");
        if (options.Proxy is { } proxy && proxy.Reveal().Length > 0 && !HttpSender.TryReadProxy(proxy, out _))
            yield return new("proxy", "It is not the URL of a proxy. Write http://host:port or http://user:password@host:port.");
    }
}
