using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Options;

/// <summary>
/// The options of a record, as users see them: the one description that binding, validation, schema, <c>plugins describe</c> and the
/// reference pages are made from.
/// </summary>
public sealed class OptionModel
{
    // Weak keys: a model must not keep an unloaded plugin's types alive.
    private static readonly ConditionalWeakTable<Type, OptionModel> Known = [];

    private OptionModel(Type recordType, IReadOnlyList<OptionDefinition> options) => (RecordType, Options) = (recordType, options);

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

    private static OptionModel For(Type recordType, Type[] outer)
    {
        ArgumentNullException.ThrowIfNull(recordType);
        if (Known.TryGetValue(recordType, out var known))
            return known;
        if (recordType.IsAbstract || recordType.GetConstructor(Type.EmptyTypes) is null)
            throw new OptionModelException(recordType, "it needs a public constructor without parameters.");
        if (outer.Contains(recordType))
            throw new OptionModelException(recordType, "it contains itself.");
        Type[] inner = [.. outer, recordType];
        var model = new OptionModel(recordType, []);
        var defaults = model.CreateRecord();
        var options = recordType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property is { CanRead: true, SetMethod.IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Select(property => Define(recordType, property, defaults, inner));
        return Known.GetValue(recordType, _ => new(recordType, [.. options]));
    }

    private static OptionDefinition Define(Type recordType, PropertyInfo property, object defaults, Type[] outer)
    {
        var type = OptionTypes.For(property.PropertyType, nested => For(nested, outer))
            ?? throw new OptionModelException(recordType, $"{property.Name} is a {property.PropertyType.Name}, which no option can be.");
        var initial = property.GetValue(defaults);
        // A section's options state their own defaults; an outer initialiser that changes them would make the documentation lie.
        if (type.Section is { } section && initial is not null && section.Options.Any(option => !OptionText.Same(option.Default, option.Property.GetValue(initial))))
            throw new OptionModelException(recordType, $"the initial value of {property.Name} differs from the defaults of {section.RecordType.Name}. Leave it at new().");
        var isRequired = property.IsDefined(typeof(RequiredMemberAttribute), inherit: true);
        return new()
        {
            Name = OptionNames.Of(property.Name),
            Type = type,
            IsRequired = isRequired,
            IsNullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
                || (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable),
            Default = isRequired ? null : initial,
            Range = property.GetCustomAttribute<RangeAttribute>() is { } range ? OptionRanges.Of(recordType, property.Name, type, range) : null,
            Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "",
            Examples = [.. property.GetCustomAttributes<ExampleAttribute>().Select(static example => example.Yaml)],
            Property = property,
        };
    }
}
