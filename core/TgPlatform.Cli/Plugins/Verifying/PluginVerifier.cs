using TgPlatform.Contracts;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Plugins.Verifying;

/// <summary>What verifying one offer came to.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Passed">How many tests of its suite it passed.</param>
/// <param name="Failures">Those it did not pass, with why.</param>
/// <param name="NotRun">Why its suite was not run; null when it was.</param>
internal sealed record VerifiedOffer(Offer Offer, int Passed, IReadOnlyList<(string Test, string Failure)> Failures, string? NotRun);

/// <summary>Runs the suites on what a plugin offers, with the options a pipeline gives, or with none where none are needed.</summary>
/// <param name="suites">The suites.</param>
/// <param name="pipeline">A pipeline that uses the plugin, or null.</param>
/// <param name="folder">Where relative paths of sources start.</param>
internal sealed class PluginVerifier(ContractSuites suites, PipelineDefinition? pipeline, string folder)
{
    private const string NeedsOptions = "it has required options: name a pipeline that uses it with --pipeline FILE";

    /// <summary>Verifies one offer.</summary>
    public async Task<VerifiedOffer> VerifyAsync(Offer offer)
    {
        try
        {
            return offer switch
            {
                SourceOffer source => OptionsOf(offer) is { } options ? await RunAsync(offer, suites.Source(() => source.Create(options, In(folder)))) : new(offer, 0, [], NeedsOptions),
                StrategyOffer strategy => OptionsOf(offer) is { } options ? await RunAsync(offer, suites.Strategy(context => strategy.Create(options, context))) : new(offer, 0, [], NeedsOptions),
                SinkOffer { Create: { } create } => OptionsOf(offer) is { } options ? await VerifySinkAsync(offer, create, options) : new(offer, 0, [], NeedsOptions),
                SinkOffer => new(offer, 0, [], "nobody can look at what a sink of records stored without knowing its store; inherit RecordSinkContract in a test that can"),
                _ => new(offer, 0, [], "there is no suite for its kind"),
            };
        }
        // The plugin's own code: whatever it throws outside of a test is one more thing it does not keep.
        catch (Exception failure)
        {
            return new(offer, 0, [("making it", failure.Message)], null);
        }
    }

    private async Task<VerifiedOffer> VerifySinkAsync(Offer offer, Func<object, PluginContext, ISink> create, object options)
    {
        var probe = Directory.CreateTempSubdirectory("tgp-verify-");
        try
        {
            await using var sink = create(options, In(probe.FullName));
            if (sink is not IReadable)
                return new(offer, 0, [], "it is not IReadable, so that nobody can look at what it stored; inherit the suite in a test that can");
        }
        finally
        {
            probe.Delete(recursive: true);
        }

        return await RunAsync(offer, suites.Sink(store => create(options, In(store))));
    }

    private static async Task<VerifiedOffer> RunAsync(Offer offer, IAsyncEnumerable<(string Test, string? Failure)> tests)
    {
        var passed = 0;
        var failures = new List<(string, string)>();
        await foreach (var (test, failure) in tests)
        {
            if (failure is null)
                passed++;
            else
                failures.Add((test, failure));
        }

        return new(offer, passed, failures, null);
    }

    private object? OptionsOf(Offer offer)
    {
        var uses = pipeline is null ? [] : pipeline.Sinks.Select(static one => ((Offer)one.Offer, one.Options)).Append((pipeline.Source.Offer, pipeline.Source.Options)).Append((pipeline.Strategy.Offer, pipeline.Strategy.Options));
        var (_, given) = uses.FirstOrDefault(one => one.Item1.Name == offer.Name && one.Item1.Plugin == offer.Plugin && one.Item1.GetType() == offer.GetType());
        return given ?? (OptionModel.For(offer.OptionsType).Options.Any(static one => one.IsRequired) ? null : Activator.CreateInstance(offer.OptionsType));
    }

    private static PluginContext In(string folder) => new() { BaseFolder = folder, StateFolder = Path.Combine(folder, ".tgp") };
}
