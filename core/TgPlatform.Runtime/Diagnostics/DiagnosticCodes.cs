using System.ComponentModel;
using System.Reflection;

namespace TgPlatform.Runtime.Diagnostics;

/// <summary>Every code a finding may have. A code keeps its meaning for ever; a new meaning gets a new code.</summary>
public static class DiagnosticCodes
{
    [Description("The file cannot be read.")]
    public const string FileUnreadable = "TGP0001";

    [Description("The file is not YAML.")]
    public const string YamlSyntax = "TGP0002";

    [Description("A key stands twice in one mapping.")]
    public const string DuplicateKey = "TGP0003";

    [Description("A key nobody knows.")]
    public const string UnknownKey = "TGP0004";

    [Description("A key that must be there is not.")]
    public const string MissingKey = "TGP0005";

    [Description("A value of the wrong type or shape.")]
    public const string WrongType = "TGP0006";

    [Description("A value outside its range or set.")]
    public const string OutOfRange = "TGP0007";

    [Description("No plugin offers that name.")]
    public const string UnknownPlugin = "TGP0008";

    [Description("The plugin that offers the name cannot be used.")]
    public const string BrokenPlugin = "TGP0009";

    [Description("A variable without value.")]
    public const string UnknownVariable = "TGP0010";

    [Description("A hook does not compile.")]
    public const string HookDoesNotCompile = "TGP0011";

    [Description("A hook in a form it cannot have.")]
    public const string HookForm = "TGP0012";

    [Description("A hook uses what hooks should not.")]
    public const string HookUsesBannedApi = "TGP0013";

    [Description("Options that contradict each other.")]
    public const string OptionsContradict = "TGP0014";

    [Description("A secret stands in clear text.")]
    public const string SecretInClearText = "TGP0015";

    [Description("A hook that compiles but fails on some items.")]
    public const string HookMayFail = "TGP0016";

    [Description("Two sinks of one name.")]
    public const string DuplicateName = "TGP0017";

    [Description("A condition that no item can meet.")]
    public const string NothingPasses = "TGP0018";

    [Description("No template of that name.")]
    public const string UnknownTemplate = "TGP0019";

    [Description("A connection does not work.")]
    public const string NoConnection = "TGP0020";

    [Description("A line of a sample is not JSON.")]
    public const string SampleSyntax = "TGP0021";

    [Description("A name that is the same for every item.")]
    public const string SharedName = "TGP0022";

    /// <summary>What each code means, in their order: for reference pages and code review tools.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(static field => field.IsLiteral)
        .Select(static field => KeyValuePair.Create((string)field.GetRawConstantValue()!, field.GetCustomAttribute<DescriptionAttribute>()!.Description))
        .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
        .ToDictionary();
}
