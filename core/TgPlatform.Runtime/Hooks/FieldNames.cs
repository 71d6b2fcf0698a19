using System.Text;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks;

/// <summary>How hooks name the fields a source announces.</summary>
public static class FieldNames
{
    /// <summary>The property a field becomes: <c>chat_title</c> is <c>ChatTitle</c>. Null when it has no such name, and only the indexer reads it.</summary>
    /// <param name="field">The field's name.</param>
    public static string? ToProperty(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var name = new StringBuilder(field.Length);
        var upper = true;
        foreach (var character in field)
        {
            if (!char.IsAsciiLetterOrDigit(character))
                upper = true;
            else
            {
                name.Append(upper ? char.ToUpperInvariant(character) : character);
                upper = false;
            }
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? null : name.ToString();
    }

    /// <summary>The fields that become properties, by property; of two with one property the first counts, and <see cref="HookItem"/>'s own members win.</summary>
    /// <param name="fields">The fields a source announces.</param>
    public static IReadOnlyDictionary<string, FieldDefinition> ByProperty(IEnumerable<FieldDefinition> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var result = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (ToProperty(field.Name) is { } property && typeof(HookItem).GetMember(property).Length == 0)
                result.TryAdd(property, field);
        }

        return result;
    }
}
