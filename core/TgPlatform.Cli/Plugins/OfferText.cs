using TgPlatform.Cli.Terminals;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Plugins;

/// <summary>An offer with its options and fields, for people.</summary>
internal static class OfferText
{
    /// <summary>The description, line by line.</summary>
    public static IEnumerable<string> Lines(Offer offer)
    {
        yield return $"{RoleOf(offer)} {offer.Name} (plugin {offer.Plugin})";
        yield return $"  {offer.Description}";
        yield return "";
        if (offer is not SandboxOffer && OptionModel.For(offer.OptionsType) is { Options.Count: > 0 } model)
        {
            yield return "options:";
            foreach (var line in model.Options.SelectMany(static one => Lines(one, "  ")))
                yield return line;
            yield return "";
        }

        if (offer is not SourceOffer { Fields.Count: > 0 } source)
            yield break;
        yield return "fields of its items:";
        foreach (var line in TextTable.Lines([.. source.Fields.Select(static one => new[] { $"  {one.Name}", OptionNames.Of(one.Type.ToString()).Replace('_', ' '), $"{one.Description} For instance {one.Example}" })]))
            yield return line;
        yield return "";
    }

    /// <summary>The role as users call it.</summary>
    public static string RoleOf(Offer offer) => offer switch
    {
        SourceOffer => "source",
        SinkOffer { CreateRecordSink: not null } => "record sink",
        SinkOffer => "sink",
        StrategyOffer => "strategy",
        CommandOffer => "command",
        _ => "sandbox",
    };

    private static IEnumerable<string> Lines(OptionDefinition option, string indent)
    {
        yield return $"{indent}{option.Name}: {string.Join(", ", Facts(option))}";
        yield return $"{indent}    {option.Description}";
        if (option.Examples.Count > 0)
            yield return $"{indent}    For instance {string.Join(" or ", option.Examples.Select(one => $"{option.Name}: {one}"))}";
        if ((option.Type.Element ?? option.Type).Section is not { } section)
            yield break;
        foreach (var line in section.Options.SelectMany(inner => Lines(inner, indent + "    ")))
            yield return line;
    }

    private static IEnumerable<string> Facts(OptionDefinition option)
    {
        yield return option.Type.Unit is { } unit ? $"{option.Type} ({unit})" : option.Type.ToString();
        if (option.Range is { } range)
            yield return range.ToString();
        if (option.IsRequired)
            yield return "required";
        else if (option.DefaultText is { } value)
            yield return $"default {value}";
        else if (option.IsNullable)
            yield return "off when not given";
    }
}
