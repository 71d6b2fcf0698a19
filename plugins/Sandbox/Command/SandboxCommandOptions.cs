using System.ComponentModel;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Sandbox.Command;

/// <summary>How <c>tgp sandbox</c> is started.</summary>
public sealed record SandboxCommandOptions
{
    /// <summary>What the emulated Telegram holds.</summary>
    [Description("Scenario of the emulated Telegram; without it telegram.sandbox.yaml in the current folder, or a demonstration. A change of the file changes faults at once.")]
    [Example("bad-day.yaml")]
    public string? Scenario { get; init; }

    /// <summary>Where programs read the variables.</summary>
    [Description("Keep the variables in this file, as NAME=\"value\", while the services run.")]
    [Example("sandbox.env")]
    public string? EnvFile { get; init; }
}
