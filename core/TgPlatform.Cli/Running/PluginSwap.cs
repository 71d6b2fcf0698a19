using TgPlatform.Cli.Pipelines;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Cli.Running;

/// <summary>
/// Watches the plugins a pipeline uses while it runs. When one has been replaced and the new one passes the version check and the probe, it is
/// loaded beside the old one and the run is asked to drain, so that it goes on with the new. When it does not pass, that is said, and the run
/// goes on with the old one.
/// </summary>
internal sealed class PluginSwap : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<Plugin> _plugins;
    private readonly Func<OpenedPipeline> _reopen;
    private readonly Action<string> _problem;
    private readonly Ticker _ticker;
    private readonly CancellationTokenSource _ready = new();
    private string _judged;
    private string _seen;

    /// <summary>Begins to watch.</summary>
    /// <param name="catalog">The plugins of the run; those that are loaded are watched.</param>
    /// <param name="time">The clock.</param>
    /// <param name="reopen">Checks the pipeline with the plugins as they are now.</param>
    /// <param name="problem">Takes what is wrong with a new plugin.</param>
    public PluginSwap(PluginCatalog catalog, TimeProvider time, Func<OpenedPipeline> reopen, Action<string> problem)
    {
        _plugins = [.. catalog.Plugins.Where(static one => one.State.Status == PluginStatus.Ready)];
        (_reopen, _problem) = (reopen, problem);
        _judged = _seen = Stamp();
        _ticker = new(time, Interval, Look);
    }

    /// <summary>Cancelled when <see cref="Next"/> is there.</summary>
    public CancellationToken Ready => _ready.Token;

    /// <summary>The pipeline with the new plugins; null while there is nothing new that can be used.</summary>
    public OpenedPipeline? Next { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ticker.DisposeAsync();
        _ready.Dispose();
    }

    // Looked at twice the same, so that nobody is judged who is still being copied.
    private void Look()
    {
        var now = Stamp();
        var isStill = now == _seen;
        _seen = now;
        if (!isStill || now == _judged || Next is not null)
            return;
        _judged = now;
        try
        {
            var next = _reopen();
            if (next.TryUse(out _, out _))
            {
                Next = next;
                _ready.Cancel();
                return;
            }

            foreach (var one in next.Checked.Diagnostics.Where(static one => one.Severity == Severity.Error))
                Refuse(one.ToString());
        }
        catch (Exception failure) when (failure is Commands.UsageException or IOException or UnauthorizedAccessException or FailureException)
        {
            Refuse(failure.Message);
        }
    }

    private void Refuse(string why) => _problem($"tgp: a plugin was replaced, and the new one cannot be used; the run goes on with the old one. {why}");

    private string Stamp()
    {
        try
        {
            return string.Concat(_plugins.SelectMany(static plugin => new DirectoryInfo(plugin.Folder).EnumerateFiles())
                .Where(static file => file.Extension is ".dll" or ".json").OrderBy(static file => file.FullName, StringComparer.Ordinal)
                .Select(static file => $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n"));
        }
        catch (IOException)
        {
            return _seen ?? ""; // A folder that is being replaced: the next look sees what has become of it.
        }
    }
}
