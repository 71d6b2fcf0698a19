namespace TgPlatform.Runtime.Hooks.Library;

/// <summary>Where a name has to be valid.</summary>
public enum NamePreset
{
    /// <summary>On the system the pipeline runs on.</summary>
    Auto = 0,

    /// <summary>On Linux and macOS: no <c>/</c>, no control characters, not <c>.</c> or <c>..</c>.</summary>
    Unix,

    /// <summary>On Windows too: also none of <c>&lt;&gt;:"\|?*</c>, no trailing dot or space, no reserved name such as <c>CON</c>.</summary>
    Windows,

    /// <summary>Everywhere, also where only ASCII survives: as <see cref="Windows"/>, transliterated.</summary>
    Ascii,
}
