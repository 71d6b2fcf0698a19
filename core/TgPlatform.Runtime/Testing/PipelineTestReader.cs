using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning.Samples;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Testing;

/// <summary>Reads a file of tests with its pipeline, and reports all mistakes of both at once.</summary>
/// <param name="linter">Checks the pipeline.</param>
public sealed class PipelineTestReader(PipelineLinter linter)
{
    private const string Ending = "_test";

    /// <summary>Reads a file; null when there are errors.</summary>
    /// <param name="file">Its path, as the person gave it.</param>
    /// <param name="found">Takes every finding.</param>
    public PipelineTests? Read(string file, DiagnosticBag found)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(found);
        var text = TextFile.Read(Path.GetFullPath(file), file, new(file, 0, 0), "", found);
        if (text is null || YamlReader.Read(text, file, found) is not { } root)
            return null;
        if (root is YamlMapping mapping && mapping.Find("tests") is null && mapping.Find("source") is not null && mapping.Find("sinks") is not null)
        {
            found.Error(DiagnosticCodes.WrongType, new(file, 1, 1), "", $"This is a pipeline; its tests are in {Printable.Quote(Path.GetFileNameWithoutExtension(file) + Ending + Path.GetExtension(file))}. Name that file.");
            return null;
        }

        var binder = new OptionsBinder(new Interpolator(static _ => null, static () => [], Path.GetDirectoryName(Path.GetFullPath(file))!, found), found);
        var document = (TestFileDocument)binder.Bind(OptionModel.For(typeof(TestFileDocument)), root, root.Location, "");
        if (PipelineOf(file, document, found) is not { } pipelineFile)
            return null;
        var pipeline = linter.Check(pipelineFile, new() { Variables = document.Variables, Environment = new Dictionary<string, string>(), GivesItems = true });
        pipeline.Hooks?.Dispose();
        foreach (var one in pipeline.Diagnostics)
            found.Add(one);
        if (pipeline.Definition is not { } definition || document.Tests is null)
            return null;
        var items = new ItemReader(definition.Source.Offer.Fields, binder, found);
        var tests = document.Tests.Select((node, index) => ReadTest(file, node, $"tests[{index}]", document, definition, binder, items, found)).ToList();
        return found.HasErrors ? null : new(definition, tests);
    }

    private static string? PipelineOf(string file, TestFileDocument document, DiagnosticBag found)
    {
        var folder = Path.GetDirectoryName(file) ?? "";
        if (document.Pipeline is { } named)
            return Path.Combine(folder, named);
        var stem = Path.GetFileNameWithoutExtension(file);
        if (stem.EndsWith(Ending, StringComparison.Ordinal))
            return Path.Combine(folder, stem[..^Ending.Length] + Path.GetExtension(file));
        found.Error(DiagnosticCodes.MissingKey, new(file, 0, 0), "pipeline", $"missing. Name the pipeline under test, or call this file as the pipeline with '{Ending}' behind.");
        return null;
    }

    private static PipelineTest ReadTest(
        string file, YamlNode node, string path, TestFileDocument all, PipelineDefinition pipeline, OptionsBinder binder, ItemReader items, DiagnosticBag found)
    {
        var document = (TestDocument)binder.Bind(OptionModel.For(typeof(TestDocument)), node, node.Location, path);
        var given = document.Given.Select((item, index) => items.Read(item, $"{path}.given[{index}]")).OfType<(Contracts.Item, string?)>().ToList();
        var recorded = document.Sample is { } sample ? SampleFile.Read(Path.Combine(Path.GetDirectoryName(file) ?? "", sample), pipeline.Source.Offer.Fields, found) : null;
        if (document is { Given.Count: 0, Sample: null })
            found.Error(DiagnosticCodes.MissingKey, node.Location, $"{path}.given", "missing. Write the items the source finds, or name a file of them with 'sample:'.");
        foreach (var sink in document.Expect.Values.SelectMany(static one => (one.Names?.Keys ?? []).Concat(one.Sinks ?? [])).Distinct().Where(name => pipeline.Sinks.All(sink => sink.Name != name)))
            found.Error(DiagnosticCodes.UnknownKey, node.Location, $"{path}.expect", $"The pipeline has no sink {Printable.Quote(sink)}. {NearestName.Advice(sink, [.. pipeline.Sinks.Select(static one => one.Name)])}");
        return new(node.Location, new([.. Sample.Together(given), .. recorded?.Groups ?? []], [.. all.Lanes, .. recorded?.Lanes ?? []]), document);
    }
}
