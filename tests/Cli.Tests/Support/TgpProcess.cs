using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using TgPlatform.EndToEnd;

namespace TgPlatform.Cli.Tests.Support;

/// <summary><c>tgp</c> as a process of its own, for what concerns processes: signals and crashes.</summary>
internal sealed class TgpProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly StringBuilder _errors = new();
    private readonly Channel<string> _problems = Channel.CreateUnbounded<string>();

    private TgpProcess(Process process)
    {
        _process = process;
        _error = ReadErrorsAsync();
    }

    public static TgpProcess Start(PipelineFolder folder, params string[] arguments)
    {
        var tool = TestedTool.Command(typeof(CliHost).Assembly.Location);
        var start = new ProcessStartInfo(tool[0], [.. tool.Skip(1), "run", folder.Pipeline, "--plugins", folder.Plugins.Root, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Ends when a line of output contains the text.</summary>
    public async Task WhenSaidAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"tgp ended without saying '{text}': {await _error}");
    }

    /// <summary>Ends when a line of error output contains the text.</summary>
    public async Task WhenProblemAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        await foreach (var line in _problems.Reader.ReadAllAsync(limit.Token))
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"tgp ended without the problem '{text}': {await _error}");
    }

    public void Interrupt(string signal = "-INT")
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<TgpRun> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new(_process.ExitCode, output, await _error);
    }

    private async Task<string> ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.AppendLine(line);
            _problems.Writer.TryWrite(line);
        }

        _problems.Writer.Complete();
        return _errors.ToString();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
