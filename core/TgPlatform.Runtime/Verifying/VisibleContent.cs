using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Verifying;

/// <summary>What a sink shows under its final names, looked at without the process that wrote it.</summary>
internal sealed class VisibleContent(PipelineDefinition pipeline, Func<string, PluginContext> lend)
{
    /// <summary>Whether a sink's content can be looked at; a record sink's cannot.</summary>
    public async Task<bool> IsReadableAsync(SinkUse use)
    {
        await using var sink = Make(use);
        return sink is IReadable;
    }

    /// <summary>What a wanted name becomes in a sink.</summary>
    public async Task<Func<string, string>> NamingAsync(SinkUse use)
    {
        await using var sink = Make(use);
        return sink is INaming naming ? naming.FinalName : static name => name;
    }

    /// <summary>Names and contents.</summary>
    /// <param name="use">The sink; one that cannot be read shows nothing.</param>
    /// <param name="wanted">Which names to read; the others are passed over.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public async IAsyncEnumerable<(string Name, ContentSeal Seal)> ReadAsync(
        SinkUse use, Func<string, bool> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var sink = Make(use);
        if (sink is not IReadable readable)
            yield break;
        if (sink is IConnecting connecting)
            await connecting.ConnectAsync(cancellationToken);
        await foreach (var name in readable.ListCommittedAsync(cancellationToken))
        {
            if (!wanted(name))
                continue;
            await using var content = await readable.OpenCommittedAsync(name, cancellationToken);
            if (content is not null)
                yield return (name, await ContentSum.OfAsync(content, [], cancellationToken));
        }
    }

    /// <summary>The sinks of the pipeline that store content.</summary>
    public IEnumerable<SinkUse> Sinks => pipeline.Sinks.Where(static use => use.Offer.Create is not null);

    private ISink? Make(SinkUse use) => use.Offer.Create?.Invoke(use.Options, lend(use.Offer.Plugin));
}
