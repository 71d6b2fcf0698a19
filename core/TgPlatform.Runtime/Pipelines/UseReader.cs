using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Plugins;
using TgPlatform.Runtime.Yaml;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Reads <c>{ use: plugin, with: options }</c>, or just <c>plugin</c>: finds who offers the name and binds the options.</summary>
/// <typeparam name="TOffer">The kind of offer.</typeparam>
/// <param name="role"><c>source</c>, <c>sink</c> or <c>strategy</c>.</param>
/// <param name="find">Finds an offer of that kind.</param>
/// <param name="catalog">Knows the names of all kinds.</param>
/// <param name="binder">Binds options.</param>
/// <param name="found">Takes what is wrong.</param>
internal sealed class UseReader<TOffer>(string role, Func<string, Lookup<TOffer>> find, IPluginCatalog catalog, OptionsBinder binder, DiagnosticBag found)
    where TOffer : Offer
{
    // Hooks are checked against the fields the source announces, and nobody knows them here.
    private const string WhatIsLeft = "Until then the fields that hooks read are not checked.";

    private static readonly string[] Roles = ["source", "sink", "strategy"];

    /// <summary>Reads the keys around the options.</summary>
    /// <typeparam name="TDocument">The record of those keys.</typeparam>
    public TDocument ReadDocument<TDocument>(YamlNode node, string path)
    {
        if (node is YamlScalar { IsNull: false } name)
            node = new YamlMapping(name.Location, [new(new(name.Location, "use", ScalarStyle.Plain), name)]);
        return (TDocument)binder.Bind(OptionModel.For(typeof(TDocument)), node, node.Location, path, key => Hint(node, key));
    }

    /// <summary>Finds the offer and binds its options; null after a finding.</summary>
    /// <param name="use">The plugin's name; null after a finding.</param>
    /// <param name="with">Its options as written, or null.</param>
    /// <param name="node">Where the use stands.</param>
    /// <param name="path">The use's place.</param>
    public (TOffer Offer, object Options)? Resolve(string? use, YamlNode? with, YamlNode node, string path)
    {
        if (use is null)
            return null;
        var name = (node as YamlMapping)?.Find("use")?.Value ?? node;
        var lookup = find(use);
        if (lookup.Offer is not { } offer)
        {
            var (code, message) = lookup.Problem is { } problem
                ? (DiagnosticCodes.BrokenPlugin, problem)
                : (DiagnosticCodes.UnknownPlugin, $"No plugin offers a {role} {Printable.Quote((name as YamlScalar)?.Text ?? use)}. {Advice(use)}");
            found.Error(code, name.Location, $"{path}.use", role == "source" ? $"{message} {WhatIsLeft}" : message);
            return null;
        }

        return (offer, binder.Bind(OptionModel.For(offer.OptionsType), with, node.Location, $"{path}.with"));
    }

    private string Advice(string use)
    {
        if (Roles.FirstOrDefault(other => other != role && catalog.Names(other).Contains(use, StringComparer.OrdinalIgnoreCase)) is { } elsewhere)
            return $"It is a {elsewhere}.";
        var names = catalog.Names(role);
        return names.Count == 0 ? "No plugin offers any: check the plugin folder with 'tgp plugins list'." : NearestName.Advice(use, names);
    }

    // The likeliest slip of all: a plugin's option beside 'use' instead of under 'with'.
    private string? Hint(YamlNode node, string key)
    {
        if ((node as YamlMapping)?.Find("use")?.Value is not YamlScalar use || find(use.Text).Offer is not { } offer)
            return null;
        var isOption = OptionModel.For(offer.OptionsType).Options.Any(option => option.Name == key);
        return isOption ? $"It is an option of {use.Text}: put it under 'with:'." : null;
    }
}
