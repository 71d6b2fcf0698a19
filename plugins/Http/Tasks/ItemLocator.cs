namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>What an item carries, beside its id, so that a later process can fetch it. No secret is in it.</summary>
/// <param name="Url">The public URL.</param>
/// <param name="IsNamed">The task gave the name, so what the server calls the file does not count.</param>
/// <param name="HasSecrets">User, password, headers or query are in the task list only and must be looked up there.</param>
internal readonly record struct ItemLocator(string Url, bool IsNamed, bool HasSecrets)
{
    /// <summary>As text; null when the id says it all.</summary>
    /// <param name="id">The item's id.</param>
    public string? ToText(string id) => !IsNamed && !HasSecrets && Url == id ? null : $"{(IsNamed ? "named " : "")}{(HasSecrets ? "secret " : "")}{Url}";

    public static ItemLocator Parse(string? text, string id)
    {
        var words = (text ?? id).Split(' ');
        return new(words[^1], words.Contains("named"), words.Contains("secret"));
    }
}
