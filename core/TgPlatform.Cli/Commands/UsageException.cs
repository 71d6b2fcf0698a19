namespace TgPlatform.Cli.Commands;

/// <summary>What was asked for cannot be done, and the person who asked can cure it: printed as one line, never with a stack trace.</summary>
internal sealed class UsageException(string message, int exitCode = ExitCodes.WrongUsage) : Exception(message)
{
    /// <summary>What the shell is told.</summary>
    public int ExitCode { get; } = exitCode;
}
