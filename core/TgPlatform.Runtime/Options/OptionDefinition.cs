using System.Reflection;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Options;

/// <summary>One option of an options record.</summary>
public sealed record OptionDefinition
{
    /// <summary>The name in YAML, snake_case.</summary>
    public required string Name { get; init; }

    /// <summary>What may be written.</summary>
    public required OptionType Type { get; init; }

    /// <summary>Whether it must be given.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Whether it may be empty; such an option without default is off until it is given.</summary>
    public required bool IsNullable { get; init; }

    /// <summary>The value when it is not given; null when there is none. Not for printing: see <see cref="DefaultText"/>.</summary>
    public required object? Default { get; init; }

    /// <summary>The least and the greatest value, each as a user would write it; null when there is no limit.</summary>
    public required OptionRange? Range { get; init; }

    /// <summary>What it does; empty when its author left it out.</summary>
    public required string Description { get; init; }

    /// <summary>Values as a user would write them.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>The default as a user would write it; null when there is none or the option is a section, whose options have their own.</summary>
    public string? DefaultText => IsRequired || Default is null || Type.Kind is OptionKind.Section or OptionKind.Raw ? null : OptionText.Of(Default);

    /// <summary>The member of the options record it is bound to.</summary>
    public required PropertyInfo Property { get; init; }
}

/// <summary>The least and the greatest value of an option; for lists and maps, of each entry.</summary>
/// <param name="Minimum">The least, in the option's CLR type.</param>
/// <param name="Maximum">The greatest, in the option's CLR type.</param>
public sealed record OptionRange(object Minimum, object Maximum)
{
    /// <summary>Whether a value lies within.</summary>
    public bool Contains(object value) => Comparable(Minimum).CompareTo(Comparable(value)) <= 0 && Comparable(Maximum).CompareTo(Comparable(value)) >= 0;

    /// <summary><c>1..1024</c>.</summary>
    public override string ToString() => $"{OptionText.Of(Minimum)}..{OptionText.Of(Maximum)}";

    private static IComparable Comparable(object value) => value is ByteSize size ? size.Bytes : (IComparable)value;
}
