using System.Text.Json;

namespace TgPlatform.Runtime.Options;

/// <summary>The names of C# members as users write them: <c>CpuThreshold</c> is <c>cpu_threshold</c>.</summary>
public static class OptionNames
{
    /// <summary>A member's name in snake_case.</summary>
    public static string Of(string memberName) => JsonNamingPolicy.SnakeCaseLower.ConvertName(memberName);
}
