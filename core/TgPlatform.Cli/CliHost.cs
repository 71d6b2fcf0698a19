using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli;

/// <summary>What the process around the commands is: replaced in tests.</summary>
/// <param name="Terminal">Where they speak.</param>
/// <param name="BuiltInPlugins">The folder of the plugins that come with tgp.</param>
/// <param name="Variable">Environment variables.</param>
/// <param name="Time">The clock.</param>
internal sealed record CliHost(Terminal Terminal, string BuiltInPlugins, Func<string, string?> Variable, TimeProvider Time)
{
    /// <summary>Who answers questions.</summary>
    public Answers Answers { get; init; } = Answers.OfProcess();

    /// <summary>The real one.</summary>
    public static CliHost OfProcess() =>
        new(Terminal.OfProcess(), Path.Combine(AppContext.BaseDirectory, "plugins"), Environment.GetEnvironmentVariable, TimeProvider.System);
}
