using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Options;

/// <summary>Reads the options off a record's type.</summary>
/// <param name="recordType">The record.</param>
/// <param name="defaults">One instance of it, as its initialisers left it.</param>
/// <param name="section">Makes the model of a nested record.</param>
internal sealed class OptionReader(Type recordType, object defaults, Func<Type, OptionModel> section)
{
    private readonly NullabilityInfoContext _nullability = new();

    public IReadOnlyList<OptionDefinition> Read() =>
    [
        .. recordType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property is { CanRead: true, SetMethod.IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Select(Define),
    ];

    private OptionDefinition Define(PropertyInfo property)
    {
        var type = OptionTypes.For(property.PropertyType, section)
            ?? throw new OptionModelException(recordType, $"{property.Name} is a {property.PropertyType.Name}, which no option can be.");
        var initial = property.GetValue(defaults);
        // A section's options state their own defaults; an outer initialiser that changes them would make the documentation lie.
        if (type.Section is { } nested && initial is not null && !nested.IsDefault(initial))
            throw new OptionModelException(recordType, $"the initial value of {property.Name} differs from the defaults of {nested.RecordType.Name}. Leave it at new().");
        var isRequired = property.IsDefined(typeof(RequiredMemberAttribute), inherit: true);
        return new()
        {
            Name = OptionNames.Of(property.Name),
            Type = type,
            IsRequired = isRequired,
            IsNullable = IsNullable(property),
            Default = isRequired ? null : initial,
            Range = property.GetCustomAttribute<RangeAttribute>() is { } range ? OptionRanges.Of(recordType, property.Name, type, range) : null,
            Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "",
            Examples = [.. property.GetCustomAttributes<ExampleAttribute>().Select(static example => example.Yaml)],
            Property = property,
        };
    }

    private bool IsNullable(PropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : _nullability.Create(property).WriteState == NullabilityState.Nullable;
}
