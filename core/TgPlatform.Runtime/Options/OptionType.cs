namespace TgPlatform.Runtime.Options;

/// <summary>The type of an option, or of the values inside a list or map.</summary>
/// <param name="Kind">What a user may write.</param>
/// <param name="ClrType">The type of the bound value, without <see cref="Nullable{T}"/>.</param>
public sealed record OptionType(OptionKind Kind, Type ClrType)
{
    /// <summary>The type of the values; set for lists and maps only.</summary>
    public OptionType? Element { get; init; }

    /// <summary>The options inside; set for sections only.</summary>
    public OptionModel? Section { get; init; }

    /// <summary>The names to choose from, in snake_case; empty unless this is a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>How the value's unit is written; null when it has none.</summary>
    public string? Unit => Kind switch
    {
        OptionKind.Duration => "ms, s, m, h, d",
        OptionKind.Size => "B, KiB, MiB, GiB, TiB, KB, MB, GB, TB",
        _ => Element?.Unit,
    };

    /// <summary>The type in a few words: <c>whole number</c>, <c>list of text</c>, <c>fail | skip</c>.</summary>
    public override string ToString() => Kind switch
    {
        OptionKind.Integer => "whole number",
        OptionKind.Boolean => "true | false",
        OptionKind.Choice => string.Join(" | ", Choices),
        OptionKind.List => $"list of {Element}",
        OptionKind.Map => $"map of {Element}",
        OptionKind.Custom => OptionNames.Of(ClrType.Name).Replace('_', ' '),
        OptionKind.ItemText => "text per item",
        OptionKind.Raw => "yaml",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
