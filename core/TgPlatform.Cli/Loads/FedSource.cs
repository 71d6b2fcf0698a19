using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Cli.Loads;

/// <summary>A pipeline's source that finds an item whenever one is offered: those of the real source, from the beginning again at its end.</summary>
internal sealed class FedSource(ISource source, LoadFeed feed) : ISource, IConnecting
{
    private long _round;

    /// <inheritdoc/>
    public IReadOnlyList<Lane> Lanes => source.Lanes;

    /// <inheritdoc/>
    public ValueTask ConnectAsync(CancellationToken cancellationToken) => source is IConnecting connecting ? connecting.ConnectAsync(cancellationToken) : ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var groups = AgainAndAgain(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await feed.NextAsync(cancellationToken) is { } offer)
        {
            await MoveAsync(groups, offer);
            yield return feed.Begin(offer, groups.Current);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) =>
        source.OpenAsync(RoundItems.Original(item), lane, from, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async ValueTask MoveAsync(IAsyncEnumerator<ItemGroup> groups, LoadFeed.Offer offer)
    {
        try
        {
            await groups.MoveNextAsync();
        }
        catch (Exception failure)
        {
            LoadFeed.Fail(offer, $"discovery: {failure.Message}");
            throw;
        }
    }

    private async IAsyncEnumerable<ItemGroup> AgainAndAgain([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            // Never the same round twice, also when a failed discovery begins again: its items would count as known.
            var (round, found) = (++_round, false);
            await foreach (var group in source.DiscoverAsync(null, cancellationToken))
            {
                found = true;
                yield return RoundItems.InRound(group, round);
            }

            if (!found)
                throw new FailureException(FailureKind.Permanent, "The source found nothing: there is nothing to make a load of.");
        }
    }
}
