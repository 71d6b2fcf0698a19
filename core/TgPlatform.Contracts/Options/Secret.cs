using System.Diagnostics;

namespace TgPlatform.Contracts;

/// <summary>A password or key from the options. It prints as <c>***</c>; only <see cref="Reveal"/> gives the value.</summary>
[DebuggerDisplay("***")]
public sealed class Secret : IEquatable<Secret>
{
    private readonly string _value;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value.</param>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The value; not for logs, messages or names.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary><c>***</c>.</summary>
    public override string ToString() => "***";
}
