using System.Reflection;
using System.Runtime.CompilerServices;

namespace TgPlatform.Runtime.Options;

/// <summary>
/// The options of a record, as users see them: the one description that binding, validation, schema, <c>plugins describe</c> and the
/// reference pages are made from.
/// </summary>
public sealed class OptionModel
{
    // Weak keys: a model must not keep an unloaded plugin's types alive.
    private static readonly ConditionalWeakTable<Type, OptionModel> Known = [];

    private readonly object _defaults;

    private OptionModel(Type recordType, Type[] outer)
    {
        RecordType = recordType;
        _defaults = CreateRecord();
        Options = new OptionReader(recordType, _defaults, nested => For(nested, [.. outer, recordType])).Read();
    }

    /// <summary>The options record.</summary>
    public Type RecordType { get; }

    /// <summary>The options in the order in which the record declares them.</summary>
    public IReadOnlyList<OptionDefinition> Options { get; }

    /// <summary>The model of an options record; made once.</summary>
    /// <exception cref="OptionModelException">The record cannot be used; the message says why.</exception>
    public static OptionModel For(Type recordType) => For(recordType, []);

    /// <summary>A fresh record with every default in place; its required options are not set.</summary>
    /// <exception cref="OptionModelException">The record's constructor threw.</exception>
    internal object CreateRecord()
    {
        try
        {
            return Activator.CreateInstance(RecordType)!;
        }
        catch (TargetInvocationException thrown)
        {
            throw new OptionModelException(RecordType, $"making it threw {thrown.InnerException!.GetType().Name}: {thrown.InnerException.Message}", thrown.InnerException);
        }
    }

    /// <summary>Whether a record holds the defaults and nothing else.</summary>
    internal bool IsDefault(object record) =>
        record.Equals(_defaults) || Options.All(option => OptionText.Same(option.Default, option.Property.GetValue(record)));

    private static OptionModel For(Type recordType, Type[] outer)
    {
        ArgumentNullException.ThrowIfNull(recordType);
        if (Known.TryGetValue(recordType, out var known))
            return known;
        if (recordType.IsAbstract || recordType.GetConstructor(Type.EmptyTypes) is null)
            throw new OptionModelException(recordType, "it needs a public constructor without parameters.");
        if (outer.Contains(recordType))
            throw new OptionModelException(recordType, "it contains itself.");
        var model = new OptionModel(recordType, outer);
        return Known.GetValue(recordType, _ => model);
    }
}
