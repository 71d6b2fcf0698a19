using System.Text.Json;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Plugins;

/// <summary>Offers with their options and fields, as JSON for programs.</summary>
internal static class OfferJson
{
    /// <summary>Writes the offers as a list.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Offer> offers)
    {
        writer.WriteStartArray();
        foreach (var offer in offers)
            Write(writer, offer);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Offer offer)
    {
        writer.WriteStartObject();
        writer.WriteString("role", OfferText.RoleOf(offer));
        writer.WriteString("name", offer.Name);
        writer.WriteString("plugin", offer.Plugin);
        writer.WriteString("description", offer.Description);
        if (offer is not SandboxOffer)
            Write(writer, OptionModel.For(offer.OptionsType));
        if (offer is SourceOffer source)
        {
            writer.WriteStartArray("fields");
            foreach (var field in source.Fields)
            {
                writer.WriteStartObject();
                writer.WriteString("name", field.Name);
                writer.WriteString("type", OptionNames.Of(field.Type.ToString()));
                writer.WriteString("description", field.Description);
                writer.WriteString("example", field.Example);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, OptionModel model)
    {
        writer.WriteStartArray("options");
        foreach (var option in model.Options)
        {
            writer.WriteStartObject();
            writer.WriteString("name", option.Name);
            Write(writer, option.Type);
            writer.WriteBoolean("required", option.IsRequired);
            writer.WriteBoolean("nullable", option.IsNullable);
            writer.WriteString("default", option.DefaultText);
            writer.WriteString("range", option.Range?.ToString());
            writer.WriteString("description", option.Description);
            writer.WriteStartArray("examples");
            foreach (var example in option.Examples)
                writer.WriteStringValue(example);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, OptionType type)
    {
        writer.WriteString("type", OptionNames.Of(type.Kind.ToString()));
        writer.WriteString("type_text", type.ToString());
        writer.WriteString("unit", type.Unit);
        if (type.Choices.Count > 0)
        {
            writer.WriteStartArray("choices");
            foreach (var choice in type.Choices)
                writer.WriteStringValue(choice);
            writer.WriteEndArray();
        }

        if ((type.Element ?? type).Section is { } section)
            Write(writer, section);
    }
}
