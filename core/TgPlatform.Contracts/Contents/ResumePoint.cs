namespace TgPlatform.Contracts;

/// <summary>Where to open content: its beginning, or the place an earlier attempt reached.</summary>
/// <param name="Offset">The first byte wanted, counted from the beginning of the content. Never negative.</param>
/// <param name="Validator">
/// <see cref="Content.Validator"/> of the earlier attempt; null when there was none. A source that sees that the content has changed since
/// opens it at offset 0.
/// </param>
public readonly record struct ResumePoint(long Offset, string? Validator)
{
    /// <summary>The beginning.</summary>
    public static ResumePoint Beginning => default;
}
