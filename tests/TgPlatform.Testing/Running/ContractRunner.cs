using System.Reflection;
using TgPlatform.Contracts;
using Xunit;
using Xunit.Sdk;

namespace TgPlatform.Testing;

/// <summary>Runs the suites on parts that are handed over instead of inherited: for tools that verify a plugin they know nothing about.</summary>
public static class ContractRunner
{
    /// <summary>Runs every test of sources.</summary>
    /// <param name="create">Makes the source, over the same content each time.</param>
    public static async IAsyncEnumerable<(string Test, string? Failure)> SourceAsync(Func<ISource> create)
    {
        var offersEmpty = await EmptyContents.AreFoundAsync(create);
        await foreach (var result in RunAsync(() => new HandedSource(create, offersEmpty)))
            yield return result;
    }

    /// <summary>Runs every test of strategies.</summary>
    /// <param name="create">Makes the strategy.</param>
    public static IAsyncEnumerable<(string Test, string? Failure)> StrategyAsync(Func<PluginContext, IStrategy> create) => RunAsync(() => new HandedStrategy(create));

    /// <summary>Runs every test of sinks. The sink must be <see cref="IReadable"/>: it is looked at through itself.</summary>
    /// <param name="create">Makes the sink over a store in a folder.</param>
    public static async IAsyncEnumerable<(string Test, string? Failure)> SinkAsync(Func<string, ISink> create)
    {
        OnTaken policy;
        using (var folder = new TempFolder())
            policy = await TakenNames.PolicyOfAsync(() => create(folder.Root));
        await foreach (var result in RunAsync(() => new HandedSink(create, policy)))
            yield return result;
    }

    private static async IAsyncEnumerable<(string Test, string? Failure)> RunAsync<TSuite>(Func<TSuite> make)
        where TSuite : notnull
    {
        foreach (var test in typeof(TSuite).GetMethods().Where(static method => method.IsDefined(typeof(FactAttribute))).OrderBy(static method => method.Name, StringComparer.Ordinal))
        {
            var data = test.GetCustomAttributes<DataAttribute>().SelectMany(one => one.GetData(test)).ToList();
            foreach (var arguments in data.Count == 0 ? [[]] : data)
                yield return ($"{test.Name}({string.Join(", ", arguments)})", await FailureAsync(make, test, arguments));
        }
    }

    private static async Task<string?> FailureAsync<TSuite>(Func<TSuite> make, MethodInfo test, object?[] arguments)
        where TSuite : notnull
    {
        var suite = make();
        try
        {
            if (test.Invoke(suite, arguments) is Task running)
                await running;
            return null;
        }
        // A broken part may throw anything: it is what the test has found.
        catch (Exception failure)
        {
            return (failure as TargetInvocationException)?.InnerException?.Message ?? failure.Message;
        }
        finally
        {
            (suite as IDisposable)?.Dispose();
        }
    }

    private sealed class HandedSource(Func<ISource> create, bool offersEmpty) : SourceFaultContract
    {
        protected override bool OffersEmptyContent => offersEmpty;

        protected override ISource Create() => create();
    }

    private sealed class HandedStrategy(Func<PluginContext, IStrategy> create) : StrategyContract
    {
        protected override IStrategy Create(PluginContext context) => create(context);
    }

    private sealed class HandedSink(Func<string, ISink> create, OnTaken policy) : SinkContract, IDisposable
    {
        private readonly TempFolder _folder = new();

        protected override OnTaken OnTaken => policy;

        public void Dispose() => _folder.Dispose();

        protected override ISink Create() => create(_folder.Root);

        protected override async ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync()
        {
            await using var sink = Create();
            return await TakenNames.ReadAsync(sink);
        }
    }
}
