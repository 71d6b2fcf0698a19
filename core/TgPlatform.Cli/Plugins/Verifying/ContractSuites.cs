using System.Reflection;
using System.Runtime.Loader;
using TgPlatform.Cli.Commands;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Plugins.Verifying;

/// <summary>The suites of what every source, sink and strategy promises; they lie beside the tool and are loaded only to verify a plugin.</summary>
internal sealed class ContractSuites
{
    private const string Runner = "TgPlatform.Testing.ContractRunner";

    private readonly Type _runner;

    private ContractSuites(Type runner) => _runner = runner;

    /// <summary>Loads them.</summary>
    /// <param name="builtInPlugins">The folder of the plugins that come with tgp: the suites lie beside it.</param>
    /// <exception cref="UsageException">They are not there.</exception>
    public static ContractSuites Load(string builtInPlugins)
    {
        var path = Path.GetFullPath(Path.Combine(builtInPlugins, "..", "testing", "TgPlatform.Testing.dll"));
        if (!File.Exists(path))
            throw new UsageException($"{path} is missing. Install tgp as a whole.", ExitCodes.RunFailed);
        return new(new Context(path).LoadFromAssemblyPath(path).GetType(Runner, throwOnError: true)!);
    }

    /// <summary>Runs the suite of sources.</summary>
    public IAsyncEnumerable<(string Test, string? Failure)> Source(Func<ISource> create) => Run(nameof(Source), create);

    /// <summary>Runs the suite of sinks; each test has a folder of its own.</summary>
    public IAsyncEnumerable<(string Test, string? Failure)> Sink(Func<string, ISink> create) => Run(nameof(Sink), create);

    /// <summary>Runs the suite of strategies.</summary>
    public IAsyncEnumerable<(string Test, string? Failure)> Strategy(Func<PluginContext, IStrategy> create) => Run(nameof(Strategy), create);

    private IAsyncEnumerable<(string Test, string? Failure)> Run(string role, object create) =>
        (IAsyncEnumerable<(string, string?)>)_runner.GetMethod($"{role}Async", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [create])!;

    // What the suites bring lies beside them; the contract is the tool's own, or their types would be others.
    private sealed class Context(string path) : AssemblyLoadContext("suites")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var beside = Path.Combine(Path.GetDirectoryName(path)!, assemblyName.Name + ".dll");
            return File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
        }
    }
}
