namespace TgPlatform.Runtime.Options;

/// <summary>What a user may write for an option.</summary>
public enum OptionKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A duration with its unit, <c>30s</c>.</summary>
    Duration,

    /// <summary>A number of bytes with its unit, <c>64MiB</c>.</summary>
    Size,

    /// <summary>A password or key.</summary>
    Secret,

    /// <summary>One of a few names.</summary>
    Choice,

    /// <summary>An absolute address, <c>https://example.com/</c>.</summary>
    Uri,

    /// <summary>A moment, <c>2026-01-31T12:00:00Z</c>.</summary>
    Time,

    /// <summary>Several values of one type.</summary>
    List,

    /// <summary>Values of one type by name.</summary>
    Map,

    /// <summary>Options inside an option.</summary>
    Section,

    /// <summary>A text with a form of its own, read by an <see cref="IParsable{TSelf}"/>.</summary>
    Custom,

    /// <summary>A text made for each item, with C# in braces.</summary>
    ItemText,

    /// <summary>YAML that its reader looks at itself.</summary>
    Raw,
}
