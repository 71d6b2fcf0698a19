using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Sinks;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.FileSystem.Tests.Sinks;

/// <summary>A folder, and sinks over the root in it.</summary>
public abstract class SinkFixture : IDisposable
{
    public static readonly byte[] Content = Some.Bytes(10_000);

    protected TempFolder Folder { get; } = new();

    protected string At(string name) => Folder.At($"root/{name}");

    internal FileSystemSink MakeSink(OnConflict onConflict = OnConflict.Fail, Durability durability = Durability.None, bool portable = false, ILogger? logger = null)
    {
        var context = new PluginContext { BaseFolder = Folder.Root };
        return new(new() { Root = "root", OnConflict = onConflict, Durability = durability }, logger is null ? context : context with { Logger = logger }, portable);
    }

    internal static async Task<string> StoreAsync(FileSystemSink sink, string name, byte[]? content = null, Item? item = null)
    {
        content ??= Content;
        await using var delivery = await sink.BeginAsync(Some.Target(name, length: content.Length) with { Item = item ?? Some.Item(name) }, default);
        if (content.Length > 0)
            await delivery!.WriteAsync(content, default);
        return (await delivery!.CommitAsync(Some.Seal(content), default)).Name;
    }

    internal static async Task<FailureException> RefusalAsync(FileSystemSink sink, string name, Item? item = null)
        => await Assert.ThrowsAsync<FailureException>(() => StoreAsync(sink, name, item: item));

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
