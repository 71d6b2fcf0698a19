using TgPlatform.Cli.Commands;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Pipelines;

/// <summary>The emulated services of <c>--sandbox</c>, and the variables that lead to them.</summary>
internal sealed class Sandboxes : IAsyncDisposable
{
    private readonly List<ISandbox> _running = [];

    private Sandboxes()
    {
    }

    /// <summary>Variables for pipelines.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>None.</summary>
    public static Sandboxes None() => new();

    /// <summary>Starts the emulated services a pipeline asks for: those whose variables, <c>SANDBOX_</c> and their name, it mentions.</summary>
    /// <param name="catalog">Finds plugins.</param>
    /// <param name="texts">Everything that may mention a variable: the file, and values given beside it.</param>
    /// <param name="folder">The folder of the pipeline file: what a service remembers is kept there.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="UsageException">There is none, or one cannot be started.</exception>
    public static async Task<Sandboxes> StartAsync(PluginCatalog catalog, IReadOnlyList<string> texts, string folder, TimeProvider time)
    {
        var names = catalog.Names("sandbox");
        if (names.Count == 0)
            throw new UsageException("--sandbox: no plugin offers an emulated service. 'tgp plugins list' shows what there is.", ExitCodes.WrongPipeline);
        var sandboxes = new Sandboxes();
        try
        {
            foreach (var name in names.Where(name => texts.Any(text => text.Contains("SANDBOX_" + name, StringComparison.OrdinalIgnoreCase))))
                await sandboxes.StartAsync(name, catalog.FindSandbox(name), folder, time);
            return sandboxes;
        }
        catch
        {
            await sandboxes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var one in _running)
            await one.DisposeAsync();
        _running.Clear();
    }

    private async Task StartAsync(string name, Lookup<SandboxOffer> found, string folder, TimeProvider time)
    {
        if (found.Offer is not { } offer)
            throw new UsageException($"--sandbox: {name}: {found.Problem}", ExitCodes.WrongPipeline);
        try
        {
            var sandbox = offer.Create(PluginContexts.For(offer.Plugin, folder, time));
            _running.Add(sandbox);
            foreach (var (variable, value) in await sandbox.StartAsync(CancellationToken.None))
                Variables[variable] = value;
        }
        catch (Exception failure)
        {
            throw new UsageException($"--sandbox: {name} cannot be started: {failure.Message}", ExitCodes.RunFailed);
        }
    }
}
