namespace TgPlatform.Cli;

/// <summary>What <c>tgp</c> tells the shell. A code keeps its meaning for ever.</summary>
internal static class ExitCodes
{
    /// <summary>Everything ended well.</summary>
    public const int Success = 0;

    /// <summary>What was asked for went through, but items failed, are not done or were lost.</summary>
    public const int ItemsFailed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>The pipeline file, or a plugin, cannot be used.</summary>
    public const int WrongPipeline = 3;

    /// <summary>The run as a whole could not start or go on.</summary>
    public const int RunFailed = 4;

    /// <summary>A mistake in tgp itself.</summary>
    public const int InternalError = 70;

    /// <summary>Stopped by Ctrl-C or SIGTERM before everything was done.</summary>
    public const int Stopped = 130;

    /// <summary>The codes as <c>--help</c> shows them.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Success, "everything ended well"),
        (ItemsFailed, "the run went through, but items failed, are not done or were lost, or a test failed; they are listed"),
        (WrongUsage, "the command line is wrong"),
        (WrongPipeline, "the pipeline file or a plugin cannot be used"),
        (RunFailed, "the run could not start or go on"),
        (InternalError, "a mistake in tgp itself"),
        (Stopped, "stopped by Ctrl-C or SIGTERM before everything was done; run again to continue"),
    ];
}
