using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace TgPlatform.EndToEnd;

/// <summary>Runs <c>tgp</c> as a process.</summary>
internal sealed class Tgp : IDisposable
{
    private static readonly string Configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _waiting = [];
    private readonly Task _reading;

    private Tgp(Process process, Action<Tgp, string> onLine)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output, onLine), ReadAsync(process.StandardError, _errors, static (_, _) => { }));
    }

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>The program that is <c>tgp</c>, and what comes before its arguments.</summary>
    public static IReadOnlyList<string> Command { get; } = TestedTool.Command(Path.Combine(Root, "core", "TgPlatform.Cli", "bin", Configuration, "net10.0", "tgp.dll"));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>The most memory the process has had so far (VmHWM of proc(5)); 0 when it has ended.</summary>
    public long PeakBytes()
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var tgp = Start(static (_, _) => { }, arguments);
        return (await tgp.EndAsync(), tgp.Output, tgp.Errors);
    }

    /// <summary>Starts, and tells every line of standard output as it comes.</summary>
    public static Tgp Start(Action<Tgp, string> onLine, params string[] arguments)
    {
        var start = new ProcessStartInfo(Command[0], [.. Command.Skip(1), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new(Process.Start(start)!, onLine);
    }

    /// <summary>Runs until an event comes, kills the process, and gives the event.</summary>
    public static async Task<JsonElement> KillAtAsync(Func<JsonElement, bool> isIt, params string[] arguments)
    {
        JsonElement? met = null;
        using var tgp = Start((tgp, line) =>
        {
            if (met is not null || !line.EndsWith('}') || !isIt(JsonDocument.Parse(line).RootElement))
                return;
            met = JsonDocument.Parse(line).RootElement;
            tgp.Kill();
        }, [.. arguments, "--json", "--set", "logging.progress_interval=20ms"]);
        await tgp.EndAsync();
        return met ?? throw new InvalidOperationException($"The event did not come. {tgp.Output}{tgp.Errors}");
    }

    /// <summary>Ends when a line of either output contains a text.</summary>
    public Task WhenSaysAsync(string text)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
            _waiting.Add((text, said));
        if (Output.Contains(text, StringComparison.Ordinal) || Errors.Contains(text, StringComparison.Ordinal))
            said.TrySetResult();
        return said.Task.WaitAsync(Patience);
    }

    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
    }

    /// <summary>As Ctrl-C.</summary>
    public void Interrupt(string signal = "-INT")
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader lines, StringBuilder into, Action<Tgp, string> onLine)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            lock (into)
                into.AppendLine(line);
            lock (_waiting)
                _waiting.FindAll(one => line.Contains(one.Text, StringComparison.Ordinal)).ForEach(static one => one.Said.TrySetResult());
            onLine(this, line);
        }
    }
}
