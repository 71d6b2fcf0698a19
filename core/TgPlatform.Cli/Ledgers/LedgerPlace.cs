using TgPlatform.Cli.Commands;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Cli.Ledgers;

/// <summary>Which pipeline of which ledger a command is about: the one of the pipeline file it is given.</summary>
/// <param name="File">The pipeline file as it was given, for advice that works as it is typed.</param>
/// <param name="Folder">The folder of the pipeline file, and so of the ledger.</param>
/// <param name="Pipeline">The pipeline's name.</param>
internal sealed record LedgerPlace(string File, string Folder, string Pipeline)
{
    /// <summary>Finds the place.</summary>
    /// <param name="file">The pipeline file, as it was given.</param>
    /// <param name="overrides">What <c>--set</c> puts over it.</param>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static LedgerPlace Of(string file, IReadOnlyList<string> overrides)
    {
        var found = new DiagnosticBag();
        var name = PipelineName.Read(file, new() { Overrides = overrides }, found);
        return name is null
            ? throw new UsageException(found.Sorted()[0].ToString(), ExitCodes.WrongPipeline)
            : new(file, Path.GetDirectoryName(Path.GetFullPath(file))!, name);
    }

    /// <summary>Opens the ledger for reading and uses it.</summary>
    /// <exception cref="UsageException">There is no ledger, or it cannot be used.</exception>
    public T Read<T>(Func<LedgerReader, T> use) => Guard(() =>
    {
        using var reader = LedgerReader.Open(Folder);
        return use(reader);
    });

    /// <summary>Turns what is wrong with a ledger into a line for people.</summary>
    /// <exception cref="UsageException">The ledger cannot be used.</exception>
    public static T Guard<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (LedgerException problem)
        {
            throw new UsageException(problem.Message, ExitCodes.RunFailed);
        }
    }
}
