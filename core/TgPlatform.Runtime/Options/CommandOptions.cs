using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Options;

/// <summary>Fills the options record of a command from what was typed, by the rules a pipeline file is filled by.</summary>
public static class CommandOptions
{
    private static readonly SourceLocation CommandLine = new("command line", 0, 0);

    /// <summary>Whether an option of that type can be typed.</summary>
    public static bool CanTake(OptionType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind == OptionKind.List ? type.Element!.Kind != OptionKind.List && CanTake(type.Element) : type.Kind is not (OptionKind.Map or OptionKind.Section or OptionKind.Raw);
    }

    /// <summary>Fills a record.</summary>
    /// <param name="model">The record's model.</param>
    /// <param name="given">What was typed, by the option's name.</param>
    /// <param name="folder">Absolute path that <c>${file:…}</c> starts from.</param>
    /// <returns>The record, and what is wrong; with errors among it the record is incomplete.</returns>
    public static (object Options, IReadOnlyList<Diagnostic> Found) Bind(OptionModel model, IReadOnlyDictionary<string, IReadOnlyList<string>> given, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(given);
        var found = new DiagnosticBag();
        var variables = new Interpolator(Environment.GetEnvironmentVariable, static () => Environment.GetEnvironmentVariables().Keys.Cast<string>(), folder, found);
        var entries = model.Options.Where(option => given.ContainsKey(option.Name)).Select(option => new YamlEntry(Scalar(option.Name), Node(option.Type, given[option.Name])));
        var options = new OptionsBinder(variables, found).Bind(model, new YamlMapping(CommandLine, [.. entries]), CommandLine, "");
        return (options, found.Sorted());
    }

    private static YamlNode Node(OptionType type, IReadOnlyList<string> values) =>
        type.Kind == OptionKind.List ? new YamlSequence(CommandLine, [.. values.Select(Scalar)]) : Scalar(values[^1]);

    // As from the environment: whoever types a secret has decided to.
    private static YamlScalar Scalar(string text) => new(CommandLine, text, ScalarStyle.SingleQuoted) { IsFromEnvironment = true };
}
