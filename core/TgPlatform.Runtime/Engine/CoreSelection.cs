using System.Globalization;
using System.Diagnostics.CodeAnalysis;

namespace TgPlatform.Runtime.Engine;

/// <summary>How workers are placed on cores: <c>auto</c>, <c>off</c>, or a list such as <c>[1, 2, 3]</c>.</summary>
public sealed class CoreSelection : IParsable<CoreSelection>
{
    private CoreSelection(string text, IReadOnlyList<int> cores) => (Text, Cores) = (text, cores);

    /// <summary>What measurements show to be faster.</summary>
    public static CoreSelection Auto { get; } = new("auto", []);

    /// <summary>Workers run on the thread pool.</summary>
    public static CoreSelection Off { get; } = new("off", []);

    /// <summary>The cores of a list; empty for <see cref="Auto"/> and <see cref="Off"/>.</summary>
    public IReadOnlyList<int> Cores { get; }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public static CoreSelection Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result)
        ? result
        : throw new FormatException($"'{s}' is not a choice of cores. Write auto, off, or a list such as [1, 2, 3].");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out CoreSelection result)
    {
        result = s?.Trim() switch
        {
            "auto" => Auto,
            "off" => Off,
            ['[', .. var list, ']'] when TryParseList(list, out var cores) => new($"[{string.Join(", ", cores)}]", cores),
            _ => null,
        };
        return result is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool TryParseList(string list, out List<int> cores)
    {
        cores = [];
        foreach (var entry in list.Split(','))
        {
            if (!int.TryParse(entry, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var core) || cores.Contains(core))
                return false;
            cores.Add(core);
        }

        return cores.Count > 0;
    }
}
