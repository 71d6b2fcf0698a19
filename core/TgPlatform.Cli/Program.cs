using TgPlatform.Cli;
using TgPlatform.Cli.Commands;

return await TgpCommandLine.RunAsync(args, CliHost.OfProcess());
