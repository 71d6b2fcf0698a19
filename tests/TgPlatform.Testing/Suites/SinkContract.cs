using TgPlatform.Contracts;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>
/// What every sink promises. A plugin's test class inherits it, says how to make the sink and how to look at its store, and runs all of it.
/// </summary>
public abstract partial class SinkContract
{
    private byte[]? _content;

    /// <summary>A new sink over the test's own store; made several times per test, like a sink of a later process.</summary>
    protected abstract ISink Create();

    /// <summary>Everything visible under the sink's root now: name and bytes, looked up without the sink.</summary>
    protected abstract ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync();

    /// <summary>The names of all there is, visible or not: temporary files, unfinished uploads.</summary>
    protected virtual async ValueTask<IReadOnlyCollection<string>> TracesAsync() => [.. (await VisibleAsync()).Keys];

    /// <summary>Fails when something was written outside the sink's root.</summary>
    protected virtual void AssertNothingOutside()
    {
    }

    /// <summary>What the sink does with a taken name.</summary>
    protected virtual OnTaken OnTaken => OnTaken.Refuses;

    /// <summary>How much content to use; more where the sink keeps bytes only in large parts.</summary>
    protected virtual int ContentBytes => 100_000;

    private byte[] Bytes => _content ??= Some.Bytes(ContentBytes);

    private async Task<ISink> StartAsync()
    {
        var sink = Create();
        if (sink is IConnecting connecting)
            await connecting.ConnectAsync(Patience.Limit);
        return sink;
    }

    private static async Task<IDelivery> BeginAsync(ISink sink, string name, long? length, string id = "1", DeliveryState? earlier = null)
        => await sink.BeginAsync(Some.Target(name, id, length, earlier), Patience.Limit)
            ?? throw new InvalidOperationException($"The sink has nothing to do for '{name}', which nobody wrote before.");

    private static async Task WriteAsync(IDelivery delivery, ReadOnlyMemory<byte> bytes, int chunk = 64 * 1024)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(chunk, bytes.Length)..])
            await delivery.WriteAsync(bytes[..Math.Min(chunk, bytes.Length)], Patience.Limit);
    }

    private static async Task<Receipt> StoreAsync(ISink sink, string name, byte[] content, string id = "1")
    {
        await using var delivery = await BeginAsync(sink, name, content.Length, id);
        await WriteAsync(delivery, content);
        return await delivery.CommitAsync(Some.Seal(content), Patience.Limit);
    }

    private async Task AssertVisibleAsync(params (string Name, byte[] Content)[] expected)
    {
        var visible = await VisibleAsync();
        Assert.Equal(expected.Select(entry => entry.Name).Order(StringComparer.Ordinal), visible.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, content) in expected)
            SameBytes.Assert(content, visible[name], $"'{name}'");
    }
}
