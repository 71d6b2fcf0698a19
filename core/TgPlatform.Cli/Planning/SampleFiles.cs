using TgPlatform.Cli.Commands;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning.Samples;

namespace TgPlatform.Cli.Planning;

/// <summary>Files of samples, as a person names them on the command line.</summary>
internal static class SampleFiles
{
    /// <summary>Reads one; its mistakes are printed.</summary>
    /// <exception cref="UsageException">There were mistakes.</exception>
    public static Sample Read(string file, PipelineDefinition pipeline, Terminal terminal)
    {
        var found = new DiagnosticBag();
        var sample = SampleFile.Read(file, pipeline.Source.Offer.Fields, found);
        foreach (var one in found.Sorted())
            terminal.Problem(one.ToString());
        return sample ?? throw new UsageException($"the sample {file} cannot be used", ExitCodes.WrongPipeline);
    }

    /// <summary>Begins one.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static StreamWriter Create(string file)
    {
        try
        {
            return new(file) { NewLine = "\n" };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {failure.Message}", ExitCodes.RunFailed);
        }
    }
}
