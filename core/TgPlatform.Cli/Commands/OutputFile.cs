namespace TgPlatform.Cli.Commands;

/// <summary>Files a person asked a command to write.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file as a whole.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {failure.Message}", ExitCodes.RunFailed);
        }
    }
}
