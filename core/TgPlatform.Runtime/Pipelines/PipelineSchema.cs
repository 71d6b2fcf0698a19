using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Writes the JSON Schema of a pipeline file, with the options of every usable plugin: what editors complete and check by.</summary>
public static class PipelineSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, as JSON text. Loads every plugin.</summary>
    /// <param name="catalog">Finds plugins.</param>
    public static string Write(IPluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var document = OptionModel.For(typeof(PipelineDocument));
        var schema = OptionSchema.Of(document);
        var properties = (JsonObject)schema["properties"]!;
        foreach (var option in document.Options)
        {
            if (Special(option, catalog) is { } special)
                properties[option.Name] = OptionSchema.Described(special, option);
        }

        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        schema.Insert(1, "title", "TgPlatform pipeline");
        return schema.ToJsonString(Indented);
    }

    private static JsonObject? Special(OptionDefinition option, IPluginCatalog catalog) => option.Name switch
    {
        "source" => Uses(Offers(catalog, "source", name => catalog.FindSource(name).Offer), typeof(UseDocument)),
        "strategy" => Uses(Offers(catalog, "strategy", name => catalog.FindStrategy(name).Offer), typeof(UseDocument), Open("file", new() { ["type"] = "string" })),
        "sinks" => new()
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = Uses(Offers(catalog, "sink", name => catalog.FindSink(name).Offer), typeof(SinkDocument)),
        },
        "defaults" => OptionSchema.AnyOf(new() { ["type"] = "string" }, new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }),
        "templates" => new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "object" } },
        _ => option.Type.Kind == OptionKind.Raw ? Hook() : null,
    };

    private static List<Offer> Offers(IPluginCatalog catalog, string role, Func<string, Offer?> find) => [.. catalog.Names(role).Select(find).OfType<Offer>()];

    // A plugin by its bare name, or with its options; one alternative per plugin, so that an editor offers the right ones.
    private static JsonObject Uses(List<Offer> offers, Type document, params JsonObject[] others)
    {
        var bare = new JsonArray([.. offers.Where(static offer => OptionModel.For(offer.OptionsType).Options.All(static option => !option.IsRequired)).Select(static offer => (JsonNode)offer.Name)]);
        return OptionSchema.AnyOf([new() { ["enum"] = bare }, OptionSchema.Variable(), Open("use", OptionSchema.Variable()), Open("template", new() { ["type"] = "string" }), .. others, .. offers.Select(offer => Use(offer, OptionModel.For(document)))]);
    }

    // Which plugin it becomes is known only when the file is read.
    private static JsonObject Open(string key, JsonObject value) =>
        new() { ["type"] = "object", ["required"] = new JsonArray(key), ["properties"] = new JsonObject { [key] = value } };

    private static JsonObject Use(Offer offer, OptionModel document)
    {
        var options = OptionModel.For(offer.OptionsType);
        var properties = new JsonObject();
        foreach (var key in document.Options.Where(key => key.Name != "batch" || offer is SinkOffer { CreateRecordSink: not null }))
        {
            properties[key.Name] = key.Name switch
            {
                "use" => new() { ["enum"] = new JsonArray(offer.Name), ["description"] = offer.Description },
                "with" => OptionSchema.Of(options),
                "template" => new() { ["type"] = "string", ["description"] = key.Description },
                _ => key.Type.Kind == OptionKind.Raw ? OptionSchema.Described(Hook(), key) : OptionSchema.Of(key),
            };
        }

        return OptionSchema.Mapping(properties, options.Options.Any(static option => option.IsRequired) ? ["use", "with"] : ["use"]);
    }

    private static JsonObject Hook() => OptionSchema.AnyOf(
        new() { ["type"] = new JsonArray("string", "number", "boolean") },
        OptionSchema.Mapping(new() { ["file"] = new JsonObject { ["type"] = "string", ["description"] = "A C# script, relative to the pipeline file." } }, ["file"]));
}
