using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Verifying;

/// <summary>The records of a sink: those it lists, and those a ledger says it has taken.</summary>
internal static class ListedRecords
{
    /// <summary>What a sink lists, and of each whether it is damaged.</summary>
    /// <exception cref="FailureException">It cannot be read now.</exception>
    public static async Task<Dictionary<RecordIdentity, bool>> ReadAsync(IListsRecords listing, CancellationToken cancellationToken)
    {
        var there = new Dictionary<RecordIdentity, bool>();
        await foreach (var one in listing.ListRecordsAsync(cancellationToken))
        {
            var record = one with { IsDamaged = false };
            there[record] = one.IsDamaged || there.GetValueOrDefault(record);
        }

        return there;
    }

    /// <summary>What a ledger says a sink has taken.</summary>
    public static HashSet<RecordIdentity> Written(LedgerReader ledger, PipelineDefinition pipeline, string sink) =>
        [.. ledger.Recorded(pipeline.Name, sink).Select(one => new RecordIdentity(one.RecordType ?? pipeline.Source.Offer.Name, one.Id))];
}
