namespace TgPlatform.Runtime.Diagnostics;

/// <summary>Every code a finding may have. A code keeps its meaning for ever; a new meaning gets a new code.</summary>
public static class DiagnosticCodes
{
    /// <summary>The file cannot be read.</summary>
    public const string FileUnreadable = "TGP0001";

    /// <summary>The file is not YAML.</summary>
    public const string YamlSyntax = "TGP0002";

    /// <summary>A key stands twice in one mapping.</summary>
    public const string DuplicateKey = "TGP0003";

    /// <summary>A key nobody knows.</summary>
    public const string UnknownKey = "TGP0004";

    /// <summary>A key that must be there is not.</summary>
    public const string MissingKey = "TGP0005";

    /// <summary>A value of the wrong type or shape.</summary>
    public const string WrongType = "TGP0006";

    /// <summary>A value outside its range or set.</summary>
    public const string OutOfRange = "TGP0007";

    /// <summary>No plugin offers that name.</summary>
    public const string UnknownPlugin = "TGP0008";

    /// <summary>The plugin that offers the name cannot be used.</summary>
    public const string BrokenPlugin = "TGP0009";

    /// <summary>A variable without value.</summary>
    public const string UnknownVariable = "TGP0010";

    /// <summary>A hook does not compile.</summary>
    public const string HookDoesNotCompile = "TGP0011";

    /// <summary>A hook in a form it cannot have.</summary>
    public const string HookForm = "TGP0012";

    /// <summary>A hook uses what hooks should not.</summary>
    public const string HookUsesBannedApi = "TGP0013";

    /// <summary>Options that contradict each other.</summary>
    public const string OptionsContradict = "TGP0014";

    /// <summary>A secret stands in clear text.</summary>
    public const string SecretInClearText = "TGP0015";

    /// <summary>A hook that compiles but fails on some items.</summary>
    public const string HookMayFail = "TGP0016";

    /// <summary>Two sinks of one name.</summary>
    public const string DuplicateName = "TGP0017";

    /// <summary>A condition that no item can meet.</summary>
    public const string NothingPasses = "TGP0018";
}
