using System.Collections;

namespace TgPlatform.Contracts;

/// <summary>The named values of an item, in the order they were given. Names are compared without case. Never changes once made.</summary>
public sealed class Fields : IReadOnlyCollection<KeyValuePair<string, FieldValue>>
{
    private readonly KeyValuePair<string, FieldValue>[] _values;

    /// <summary>Makes a set of fields; of two with one name the later one counts, and fields without a value are left out.</summary>
    /// <param name="values">Names and values.</param>
    public Fields(IEnumerable<KeyValuePair<string, FieldValue>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var kept = new OrderedDictionary<string, FieldValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
        {
            if (value.Type == FieldType.None)
                kept.Remove(name);
            else
                kept[name] = value;
        }

        _values = [.. kept];
    }

    /// <summary>No fields.</summary>
    public static Fields Empty { get; } = new([]);

    /// <summary>How many fields have a value.</summary>
    public int Count => _values.Length;

    /// <summary>The value of a field, or <see cref="FieldValue.None"/>.</summary>
    /// <param name="name">The field's name; case does not matter.</param>
    public FieldValue this[string name]
    {
        get
        {
            // An item has a handful of fields: a walk beats a hash table in time and in memory held per item.
            foreach (var pair in _values)
            {
                if (string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase))
                    return pair.Value;
            }

            return default;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, FieldValue>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
