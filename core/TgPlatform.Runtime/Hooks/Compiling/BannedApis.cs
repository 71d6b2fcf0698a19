using System.Collections.Frozen;
using Microsoft.CodeAnalysis;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>
/// What hooks should not touch, with what to do instead. A help for authors, who are trusted, and no sandbox: it keeps hooks pure and quick,
/// it does not keep a person with bad intentions out.
/// </summary>
internal static class BannedApis
{
    private const string Files = "Files are not for hooks: they look at the item alone. Let the source carry what the hook needs as a field.";
    private const string Network = "The network is not for hooks: they look at the item alone. Let the source carry what the hook needs as a field.";
    private const string Threads = "Threads, tasks and timers are not for hooks: they run to the end at once.";
    private const string Processes = "Processes are not for hooks. Run the program beside the pipeline.";
    private const string Host = "The process belongs to the runtime, not to hooks. For an environment variable write Env(\"NAME\").";
    private const string Reflection = "Reflection is not for hooks. Use the item's members and fields.";
    private const string Clock = "The clock is not for hooks: an item tried again must get the same answer. Use item.Date.";
    private const string Chance = "Chance is not for hooks: an item tried again must get the same answer. Use ShortHash(item.Id) or item.Counter().";
    private const string Console = "The console belongs to the progress display. Use 'tgp try' to look at values.";
    private const string Inside = "The inside of the runtime is not for hooks. Use the hook library.";

    // Longest prefix counts, so that an exception can stand below a rule.
    private static readonly FrozenDictionary<string, string?> Rules = new Dictionary<string, string?>
    {
        ["System.IO"] = Files, ["System.IO.Path"] = null, ["System.IO.StringReader"] = null, ["System.IO.StringWriter"] = null, ["System.IO.TextReader"] = null, ["System.IO.TextWriter"] = null,
        ["System.Net"] = Network,
        ["System.Threading"] = Threads,
        ["System.Diagnostics"] = Processes, ["System.Diagnostics.Stopwatch"] = Clock,
        ["System.Environment"] = Host, ["System.AppDomain"] = Host, ["System.AppContext"] = Host, ["System.GC"] = Host, ["System.Runtime"] = Host, ["System.Runtime.CompilerServices"] = Host,
        ["System.Reflection"] = Reflection, ["System.Type"] = Reflection, ["System.Activator"] = Reflection, ["System.Object.GetType"] = Reflection, ["System.Delegate.DynamicInvoke"] = Reflection,
        ["System.DateTime.Now"] = Clock, ["System.DateTime.UtcNow"] = Clock, ["System.DateTime.Today"] = Clock, ["System.DateTimeOffset.Now"] = Clock, ["System.DateTimeOffset.UtcNow"] = Clock, ["System.TimeProvider"] = Clock,
        ["System.Random"] = Chance, ["System.Guid.NewGuid"] = Chance, ["System.Guid.CreateVersion7"] = Chance,
        ["System.Console"] = Console,
        ["TgPlatform.Runtime"] = Inside, ["TgPlatform.Runtime.Hooks.HookItem"] = null, ["TgPlatform.Runtime.Hooks.Library"] = null,
    }.ToFrozenDictionary();

    // Hooks are compiled without these assemblies, so the compiler knows only the names people write.
    private static readonly FrozenDictionary<string, string> AbsentTypes = new Dictionary<string, string>
    {
        ["HttpClient"] = Network, ["WebClient"] = Network, ["WebRequest"] = Network, ["Socket"] = Network, ["TcpClient"] = Network, ["UdpClient"] = Network, ["Dns"] = Network,
        ["Process"] = Processes, ["ProcessStartInfo"] = Processes, ["Stopwatch"] = Clock, ["Console"] = Console,
        ["File"] = Files, ["Directory"] = Files, ["FileInfo"] = Files, ["DirectoryInfo"] = Files, ["FileStream"] = Files, ["StreamReader"] = Files, ["StreamWriter"] = Files,
        ["Thread"] = Threads, ["Task"] = Threads, ["Timer"] = Threads, ["Parallel"] = Threads, ["Assembly"] = Reflection, ["BindingFlags"] = Reflection,
    }.ToFrozenDictionary();

    /// <summary>What to do instead of using a symbol, or null when it may be used.</summary>
    /// <param name="symbol">What the compiler understood, or null when it knows no such thing.</param>
    /// <param name="name">The name as written.</param>
    public static string? AdviceFor(ISymbol? symbol, string name) => symbol switch
    {
        null => AbsentTypes.GetValueOrDefault(name),
        INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => RuleFor(symbol),
        _ => null,
    } is { } advice ? $"'{name}' is not for hooks. {advice}" : null;

    private static string? RuleFor(ISymbol symbol)
    {
        for (var full = FullName(symbol); full.Length > 0; full = full[..Math.Max(0, full.LastIndexOf('.'))])
        {
            if (Rules.TryGetValue(full, out var advice))
                return advice;
        }

        return null;
    }

    private static string FullName(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol { IsGlobalNamespace: true } => "",
        INamespaceSymbol or INamedTypeSymbol => Join(symbol.ContainingSymbol, symbol.Name),
        _ when symbol.ContainingType is { } type => Join(type, symbol.Name),
        _ => "",
    };

    private static string Join(ISymbol? container, string name) => container is null || FullName(container) is not { Length: > 0 } prefix ? name : $"{prefix}.{name}";
}
