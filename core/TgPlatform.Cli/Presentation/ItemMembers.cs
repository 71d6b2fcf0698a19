using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks.Help;

namespace TgPlatform.Cli.Presentation;

/// <summary>What hooks see of every item, whatever its source, as text.</summary>
internal static class ItemMembers
{
    /// <summary>Name, type and value; a value that is missing is null.</summary>
    public static IEnumerable<(string Name, string Type, string? Value)> Of(Item item) =>
        HookHelp.ValuesOf(item).Select(static one => (one.Member.Name, one.Member.Signature, TextOf(one.Value)));

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => ((FieldValue)time).ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
