namespace TgPlatform.Contracts;

/// <summary>A value as a user would write it, for documentation and schema.</summary>
/// <param name="yaml">The value in YAML, on one line.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ExampleAttribute(string yaml) : Attribute
{
    /// <summary>The value in YAML.</summary>
    public string Yaml { get; } = yaml;
}

/// <summary>Options with rules that concern more than one of them.</summary>
public interface IValidatedOptions
{
    /// <summary>Finds every mistake; called after each option by itself has been found good.</summary>
    /// <returns>One entry per mistake, none when all is well.</returns>
    IEnumerable<OptionMistake> Validate();
}

/// <summary>A mistake in options.</summary>
/// <param name="Option">The option to point at, in snake_case; null for the options as a whole.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record OptionMistake(string? Option, string Message);
