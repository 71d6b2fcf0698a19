using Serilog.Events;
using TgPlatform.Cli.Screens;
using TgPlatform.Runtime.Logging;

namespace TgPlatform.Cli.Running;

/// <summary>How a run is to show and log itself.</summary>
/// <param name="File">The pipeline file as it was given.</param>
/// <param name="Screen">Shows it.</param>
/// <param name="Logging">The pipeline's settings, with what the command line says in place.</param>
/// <param name="ConsoleLevel">The least level the console shows.</param>
/// <param name="FailuresFile">Takes the list of failures, or null.</param>
/// <param name="Swap">Watches its plugins.</param>
/// <param name="IsContinued">Whether it goes on where one with older plugins was drained.</param>
/// <param name="Adopts">Whether it takes what is there as the items' own.</param>
internal sealed record RunRequest(string File, IScreen Screen, LoggingSettings Logging, LogEventLevel ConsoleLevel, string? FailuresFile, PluginSwap Swap, bool IsContinued, bool Adopts);
