namespace TgPlatform.Contracts;

/// <summary>The types a field may have.</summary>
public enum FieldType
{
    /// <summary>No value.</summary>
    None = 0,

    /// <summary>Text, <see cref="string"/>.</summary>
    Text,

    /// <summary>A whole number, <see cref="long"/>.</summary>
    Integer,

    /// <summary>A number, <see cref="double"/>.</summary>
    Number,

    /// <summary>True or false, <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>A moment, <see cref="DateTimeOffset"/>.</summary>
    Time,

    /// <summary>Several texts, <see cref="IReadOnlyList{T}"/> of <see cref="string"/>.</summary>
    TextList,
}
