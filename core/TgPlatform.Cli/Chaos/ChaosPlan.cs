namespace TgPlatform.Cli.Chaos;

/// <summary>What is to be done to a pipeline.</summary>
/// <param name="Kills">How many runs are killed.</param>
/// <param name="Seed">Draws the moments.</param>
/// <param name="LeastKept">Percent of the bytes fetched before kills that must be kept; 0 for no limit.</param>
internal sealed record ChaosPlan(int Kills, int Seed, double LeastKept);
