using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>A source of which one call fails: connecting, each group found, opening, each read or part, each disposal.</summary>
public sealed class FaultySource(ISource inner, FaultPlan plan) : ISource, IConnecting
{
    public IReadOnlyList<Lane> Lanes => inner.Lanes;

    public ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        plan.Pass("source.connect");
        return inner is IConnecting connecting ? connecting.ConnectAsync(cancellationToken) : default;
    }

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        plan.Pass("source.discover");
        await foreach (var group in inner.DiscoverAsync(cursor, cancellationToken))
        {
            plan.Pass("source.found");
            yield return group;
        }
    }

    public async ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken)
    {
        plan.Pass("source.open");
        var content = await inner.OpenAsync(item, lane, from, cancellationToken);
        return content.Parts is { } parts
            ? new Content(new FaultyParts(parts, plan), content.Length!.Value)
            {
                Offset = content.Offset, Validator = content.Validator, Digests = content.Digests, Name = content.Name, Date = content.Date, MediaType = content.MediaType,
            }
            : new Content(new FaultyStream(content.Stream!, plan))
            {
                Offset = content.Offset, Length = content.Length, Validator = content.Validator, Digests = content.Digests, Name = content.Name, Date = content.Date, MediaType = content.MediaType,
            };
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        plan.Pass("source.dispose");
    }
}
