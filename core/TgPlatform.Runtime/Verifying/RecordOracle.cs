using TgPlatform.Contracts;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Verifying;

/// <summary>
/// Knows which records ought to be in the record sinks from a <see cref="Reference"/>, and says which are not. A record may be written twice, as
/// the contract allows; its fields are not compared.
/// </summary>
internal sealed class RecordOracle(PipelineDefinition pipeline, Reference reference, Func<string, PluginContext> lend)
{
    private readonly ILookup<string, RecordIdentity> _expected = reference.Records.ToLookup(static one => one.Sink, static one => one.Record);

    /// <summary>Whether a sink can list its records.</summary>
    public async Task<bool> IsReadableAsync(SinkUse use)
    {
        await using var records = Make(use);
        return records is IListsRecords;
    }

    /// <summary>Whether a sink has records already.</summary>
    /// <exception cref="FailureException">It cannot be read.</exception>
    public async Task<bool> IsFilledAsync(SinkUse use, CancellationToken cancellationToken)
    {
        await using var records = Make(use);
        return records is IListsRecords listing && (await ListedRecords.ReadAsync(listing, cancellationToken)).Count > 0;
    }

    /// <summary>After a run that went through: each record is there, and no other.</summary>
    /// <param name="dead">The dead letters of the run, and why.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public async Task<IReadOnlyList<Flaw>> AtTheEndAsync(IReadOnlyDictionary<string, string> dead, CancellationToken cancellationToken)
    {
        var flaws = new List<Flaw>();
        foreach (var use in pipeline.Sinks)
        {
            await using var records = Make(use);
            if (records is not IListsRecords listing)
                continue;
            var there = await ListedRecords.ReadAsync(listing, cancellationToken);
            var expected = _expected[use.Name].ToHashSet();
            foreach (var record in expected.Where(one => !there.ContainsKey(one)))
                flaws.Add(dead.TryGetValue(record.Key, out var reason)
                    ? new(Promise.Failed, use.Name, $"{record.Key}: {reason}")
                    : new(Promise.Missing, use.Name, $"{record.Key}: its record of type '{record.Type}' is not there"));
            foreach (var (record, isDamaged) in there)
            {
                if (!expected.Contains(record))
                    flaws.Add(new(Promise.Foreign, use.Name, $"{record.Key}: a record of type '{record.Type}' that no item put there"));
                else if (isDamaged)
                    flaws.Add(new(Promise.Altered, use.Name, $"{record.Key}: its record of type '{record.Type}' cannot be read"));
            }
        }

        return flaws;
    }

    private IRecordSink? Make(SinkUse use) => use.Offer.CreateRecordSink?.Invoke(use.Options, lend(use.Offer.Plugin));
}
