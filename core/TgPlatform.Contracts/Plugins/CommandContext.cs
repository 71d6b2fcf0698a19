namespace TgPlatform.Contracts;

/// <summary>What the runtime lends to a command of a plugin.</summary>
/// <param name="Plugin">Clock, log and folders; relative paths start from the current folder.</param>
/// <param name="Console">Where the command speaks and asks.</param>
/// <param name="Json">Whether the user wants JSON, for programs (<c>--json</c>).</param>
public sealed record CommandContext(PluginContext Plugin, IConsole Console, bool Json);
