using TgPlatform.Cli.Presentation;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Cli.Planning;

/// <summary>Looks at items for the fields that hooks read by name, and tells of those that none had: most often their name is written wrong.</summary>
/// <param name="hooks">The hooks.</param>
/// <param name="announced">The fields the source announces.</param>
internal sealed class UnseenFields(HookSet hooks, IReadOnlyList<FieldDefinition> announced)
{
    private readonly List<FieldUse> _unseen = [.. FieldUse.In(hooks).DistinctBy(static one => one.Field, StringComparer.OrdinalIgnoreCase)];
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private long _items;

    /// <summary>Looks at one.</summary>
    public void Look(Item item)
    {
        _items++;
        if (_unseen.Count == 0)
            return;
        _unseen.RemoveAll(use => item[use.Field].Type != FieldType.None);
        _seen.UnionWith(item.Fields.Select(static one => one.Key));
    }

    /// <summary>A line per field, with the place that reads it first; none before an item was looked at.</summary>
    public IEnumerable<string> Lines() => _items == 0 ? [] : _unseen.Select(use =>
        $"{use.Location}: {use.Hook}: item[\"{use.Field}\"] has no value: {(_items == 1 ? "the one item looked at has no such field" : $"none of the {Units.Items(_items)} looked at has such a field")}.{Hint(use.Field)}");

    private string Hint(string field) => announced.Any(one => one.Name.Equals(field, StringComparison.OrdinalIgnoreCase))
        ? " The source may give it to others."
        : NearestName.Hint(field, _seen.Concat(announced.Select(static one => one.Name)));
}
