using System.CommandLine;
using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Running;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Cli.Loads;

/// <summary><c>tgp load</c>: a pipeline under a load of so many items per second.</summary>
internal static class LoadCommand
{
    private static readonly TimeSpan UsualWarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Makes the command.</summary>
    public static Command Build(CliHost host, GlobalOptions global)
    {
        var arguments = new PipelineArguments(host, global);
        var rate = new Option<string>("--rate") { Description = "Items per second, an album counting as one: 50/s, or 10..200/s to rise from one to the other.", HelpName = "RATE", Required = true };
        rate.Validators.Add(static given =>
        {
            if (given.Tokens is [var text] && !LoadPhase.TryParse(text.Value, TimeSpan.FromSeconds(1), out _))
                given.AddError($"--rate: '{text.Value}' is not a rate. Write items per second, 50/s, or a range, 10..200/s.");
        });
        var length = Duration("--for", "How long items are offered: 30s, 5m.", isRequired: true);
        var warmUp = Duration("--warm-up", "How long before that the load of the beginning is applied and not counted; 2s when not given.", isRequired: false);
        var report = new Option<string?>("--report") { Description = "A file that takes the report: .html with charts, .json, or text.", HelpName = "FILE" };
        var load = new ExampleCommand(
            "load",
            "Puts a pipeline under load and says what it can take: its source's items are offered at the rate asked for, again and again, and timed from when they are due until they are committed. "
            + "Ledger and relative sink roots are in .tgp beside the file and go afterwards; other sinks get every round in a folder of its own, which stays. With --sandbox nothing beyond this machine is asked.",
            "tgp load pipelines/quickstart.yaml --sandbox --rate 50/s --for 30s", "tgp load pipelines/quickstart.yaml --sandbox --rate 10..200/s --for 2m --report load.html");
        arguments.AddTo(load);
        foreach (var option in new Option[] { rate, length, warmUp, report })
            load.Add(option);
        load.SetAction(async (given, _) =>
        {
            await using var opened = await arguments.OpenAsync(given);
            opened.PrintFindings(host.Terminal);
            if (!opened.TryUse(out var pipeline, out var hooks))
                return ExitCodes.WrongPipeline;
            LoadPhase.TryParse(given.GetRequiredValue(rate), given.GetValue(length), out var phase);
            var result = await RunAsync(host, pipeline, hooks, phase!, given.GetResult(warmUp) is null ? UsualWarmUp : given.GetValue(warmUp), given.GetValue(global.Json) || given.GetValue(global.Quiet));
            foreach (var line in given.GetValue(global.Json) ? [LoadJson.Of(result)] : LoadText.Lines(result))
                host.Terminal.Line(line);
            if (given.GetValue(report) is { } file)
                OutputFile.Write(file, ReportFor(file, result));
            return result.IsMet ? ExitCodes.Success : ExitCodes.ItemsFailed;
        });
        return load;
    }

    private static async Task<LoadResult> RunAsync(CliHost host, PipelineDefinition pipeline, IPipelineHooks hooks, LoadPhase phase, TimeSpan warmUp, bool silent)
    {
        var folder = Path.Combine(pipeline.Workspace, ".tgp", $"load-{Environment.ProcessId}-{Guid.NewGuid():N}");
        // Some levels below it: a sink root such as ../downloads stays within it.
        var workspace = Path.Combine(folder, "load", "pipelines", "run");
        using var signals = new StopSignals(static _ => { });
        signals.Listen();
        try
        {
            var scenario = new LoadScenario
            {
                Name = pipeline.Name,
                Purpose = $"{phase.From:0.#} to {phase.To:0.#} items per second for {Durations.Format(phase.Length)}.",
                WarmUp = warmUp,
                Profile = [phase],
                Checks = [LoadCheck.NothingFails],
                Start = _ => Task.FromResult(PipelineTarget.Start(pipeline with { Workspace = workspace }, hooks, host.Time)),
            };
            return await new LoadRunner(host.Time).RunAsync(scenario, silent ? static _ => { } : host.Terminal.Line, signals.Stop);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static string ReportFor(string file, LoadResult result) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".html" => LoadHtml.Of([result]),
        ".json" => LoadJson.Of(result) + "\n",
        _ => string.Join('\n', LoadText.Lines(result)) + "\n",
    };

    private static Option<TimeSpan> Duration(string name, string description, bool isRequired)
    {
        return new(name)
        {
            Description = description,
            HelpName = "TIME",
            Required = isRequired,
            CustomParser = given =>
            {
                if (Durations.TryParse(given.Tokens[0].Value, out var duration) && duration > TimeSpan.Zero)
                    return duration;
                given.AddError($"{name}: '{given.Tokens[0].Value}' is not a duration. Write a number with a unit: 30s, 5m.");
                return default;
            },
        };
    }
}
