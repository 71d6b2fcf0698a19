using System.Security.Cryptography;
using System.Text;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Http.Names;

namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>Makes items of tasks.</summary>
internal static class ItemMaker
{
    private const int MaxIdLength = 1024;
    private const string ProblemMark = "problem ";

    /// <summary>The lane of entries that cannot be fetched: they must come to an end somewhere.</summary>
    public const string NoHost = "no host";

    /// <summary>The id of a task: its URL in canonical form, and what tells it apart when the task says so.</summary>
    public static string IdOf(HttpTask task)
    {
        var id = task.Discriminator is null ? task.Url.Public : $"{task.Url.Public}#{task.Discriminator}";
        if (id.Length <= MaxIdLength)
            return id;
        var hash = HashOf(id);
        return id[..(MaxIdLength - hash.Length)] + hash;
    }

    /// <summary>The id of an entry that is wrong.</summary>
    public static string ProblemIdOf(string text) => "problem:" + HashOf(text);

    /// <summary>
    /// The item for an entry. Nothing is dropped silently: an entry that is wrong becomes an item that fails when it is opened, and so ends
    /// on the list of dead letters.
    /// </summary>
    public static Item ItemFor(ListEntry entry) => entry.Task is { } task
        ? ItemFor(entry.Id, task)
        : new() { Id = entry.Id, Name = "entry", Lane = NoHost, Locator = ProblemMark + entry.Problem };

    /// <summary>What is wrong with the entry behind an item; null when nothing is.</summary>
    public static string? ProblemOf(Item item) =>
        item.Locator?.StartsWith(ProblemMark, StringComparison.Ordinal) == true ? item.Locator[ProblemMark.Length..] : null;

    private static Item ItemFor(string id, HttpTask task)
    {
        var name = FileNames.WithoutFolders(task.Name);
        var proposed = name ?? FileNames.Of(task.Url.Target);
        List<KeyValuePair<string, FieldValue>> fields = [.. task.Fields, new("url", task.Url.Public), new("host", task.Url.Host)];
        if (task.Priority is { } priority)
            fields.Add(new("priority", priority));
        return new()
        {
            Id = id,
            Name = proposed,
            Kind = ItemKinds.Of(proposed),
            Lane = task.Url.Host,
            Locator = new ItemLocator(task.Url.Public, name is not null, task.HasSecrets).ToText(id),
            Fields = new(fields),
        };
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
