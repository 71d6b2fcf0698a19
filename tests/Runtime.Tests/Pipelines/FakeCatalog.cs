using TgPlatform.Contracts;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Tests.Pipelines;

/// <summary>
/// Plugins that only have options: sources <c>things</c> and <c>web</c>, sinks <c>store</c>, <c>disk</c> and <c>rows</c> (records), three
/// strategies, and a sink <c>old</c> that cannot be used.
/// </summary>
internal sealed class FakeCatalog : IPluginCatalog
{
    private static readonly FieldDefinition[] Fields = [new("chat_title", FieldType.Text, "The chat.", "News"), new("views", FieldType.Integer, "How often seen.", "12")];

    private readonly Offer[] _offers =
    [
        Source<NoOptions>("things"), Source<WebOptions>("web"), Sink<NoOptions>("store"), Sink<DiskOptions>("disk"),
        new SinkOffer("rows", "", "fake", typeof(NoOptions), null, static (_, _) => throw new InvalidOperationException()),
        Strategy<BalanceOptions>("media_group_aware"), Strategy<BalanceOptions>("load_balanced"), Strategy<NoOptions>("auto"),
    ];

    public Lookup<SourceOffer> FindSource(string name) => Find<SourceOffer>(name);

    public Lookup<SinkOffer> FindSink(string name) => name == "old" ? new(null, "The plugin 'Old' wants contract 2.0, and this is 1.0. Get a newer tgp.") : Find<SinkOffer>(name);

    public Lookup<StrategyOffer> FindStrategy(string name) => Find<StrategyOffer>(name);

    public IReadOnlyList<string> Names(string role) => role switch
    {
        "source" => [.. _offers.OfType<SourceOffer>().Select(static offer => offer.Name)],
        "sink" => [.. _offers.OfType<SinkOffer>().Select(static offer => offer.Name), "old"],
        "strategy" => [.. _offers.OfType<StrategyOffer>().Select(static offer => offer.Name)],
        _ => [],
    };

    private Lookup<TOffer> Find<TOffer>(string name)
        where TOffer : Offer => new(_offers.OfType<TOffer>().FirstOrDefault(offer => offer.Name == name), null);

    private static SourceOffer Source<TOptions>(string name) => new(name, "", "fake", typeof(TOptions), Fields, static (_, _) => throw new InvalidOperationException());

    private static SinkOffer Sink<TOptions>(string name) => new(name, "", "fake", typeof(TOptions), static (_, _) => throw new InvalidOperationException(), null);

    private static StrategyOffer Strategy<TOptions>(string name) => new(name, "", "fake", typeof(TOptions), static (_, _) => throw new InvalidOperationException());
}
