namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>How one file of a hook is put into a method.</summary>
/// <param name="File">The file.</param>
/// <param name="Form">What its text is.</param>
/// <param name="UsingsEnd">Where the using directives end and the body begins.</param>
/// <param name="ResultStart">Where the expression that is the result begins when it stands as last statement; null when it is returned, or when there is none.</param>
/// <param name="NeedsSemicolon">Whether the last statement lacks its semicolon, as scripts may.</param>
internal sealed record HookShape(HookFile File, HookForm Form, int UsingsEnd = 0, int? ResultStart = null, bool NeedsSemicolon = false)
{
    /// <summary>False when the text has a mistake that was reported, and only the rest of it is left to be looked at.</summary>
    public bool IsSound { get; init; } = true;
}

/// <summary>What the text of a hook is.</summary>
internal enum HookForm
{
    /// <summary>Statements of a method's body, the last of which may be the result alone.</summary>
    Statements,

    /// <summary>The inside of an interpolated string.</summary>
    Template,
}
