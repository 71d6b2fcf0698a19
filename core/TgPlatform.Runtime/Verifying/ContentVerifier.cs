using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Integrity;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;

namespace TgPlatform.Runtime.Verifying;

/// <summary>Reads again what a pipeline has committed, and compares it with what the ledger says was committed.</summary>
/// <param name="pipeline">The pipeline, for its sinks.</param>
public sealed class ContentVerifier(PipelineDefinition pipeline)
{
    /// <summary>The sinks whose content or records cannot be read again, or not now, and so are not verified; and why.</summary>
    public IReadOnlyList<(string Sink, string Reason)> Unreadable { get; private set; } = [];

    /// <summary>Whether one of them could be read at another time.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Verifies sink by sink: what was committed first, then what is foreign.</summary>
    /// <param name="ledger">The pipeline's ledger.</param>
    /// <param name="lend">What a plugin of a name is lent.</param>
    /// <param name="cancellationToken">Ends verifying.</param>
    /// <exception cref="FailureException">A sink cannot be used.</exception>
    public async IAsyncEnumerable<Verification> VerifyAsync(
        LedgerReader ledger, Func<string, PluginContext> lend, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unreadable = new List<(string Sink, string Reason)>();
        var recordFiles = await RecordFiles.OfAsync(pipeline, lend);
        foreach (var use in pipeline.Sinks)
        {
            await using var records = use.Offer.CreateRecordSink?.Invoke(use.Options, lend(use.Offer.Plugin));
            if (records is IListsRecords listing)
            {
                var (verified, problem) = await VerifyRecordsAsync(ledger, use.Name, listing, cancellationToken);
                foreach (var one in verified)
                    yield return one;
                if (problem is not null)
                    unreadable.Add((use.Name, problem));
                IsIncomplete |= problem is not null;
                continue;
            }

            await using var sink = use.Offer.Create?.Invoke(use.Options, lend(use.Offer.Plugin));
            if (sink is not IReadable readable)
            {
                unreadable.Add((use.Name, "what this sink has taken cannot be read again"));
                continue;
            }

            if (sink is IConnecting connecting)
                await connecting.ConnectAsync(cancellationToken);
            var owners = OwnersOfNames(ledger, use.Name);
            foreach (var committed in ledger.Committed(pipeline.Name).Where(one => one.Sink == use.Name))
            {
                var name = committed.Receipt.Name;
                // A run may have committed it after the owners were read: then it is nobody's but its own.
                yield return !owners.TryGetValue(name, out var owner) || owner.ItemId == committed.ItemId
                    ? await VerifyAsync(readable, committed, cancellationToken)
                    : new(use.Name, name, committed.ItemId, Verdict.Replaced, $"the name is now that of '{owner.ItemId}'");
            }

            var naming = sink as INaming;
            var skipped = ledger.Skipped(pipeline.Name).Where(one => one.Sink == use.Name).Select(one => naming?.FinalName(one.Name) ?? one.Name).ToHashSet(StringComparer.Ordinal);
            await foreach (var name in readable.ListCommittedAsync(cancellationToken))
            {
                if (owners.ContainsKey(name) || recordFiles.Has(name))
                    continue;
                yield return skipped.Contains(name)
                    ? new(use.Name, name, null, Verdict.Skipped, "was there when an item wanted the name; not verified")
                    : new(use.Name, name, null, Verdict.Foreign, "committed by no run of this pipeline");
            }
        }

        Unreadable = unreadable;
    }

    private async Task<(List<Verification> Verified, string? Problem)> VerifyRecordsAsync(
        LedgerReader ledger, string sink, IListsRecords listing, CancellationToken cancellationToken)
    {
        // The ledger first: what a run writes meanwhile may be there, and must not be called missing.
        var written = ListedRecords.Written(ledger, pipeline, sink);
        try
        {
            var there = await ListedRecords.ReadAsync(listing, cancellationToken);
            return ([
                .. there.Select(one => Verify(sink, one.Key, one.Value, written.Contains(one.Key))),
                .. written.Where(one => !there.ContainsKey(one))
                    .Select(record => new Verification(sink, record.Key, record.Key, Verdict.Missing, $"its record of type '{record.Type}' was written, and is not there any more")),
            ], null);
        }
        catch (FailureException unreadable)
        {
            // A run that writes holds its file alone; the other sinks can be verified all the same.
            return ([], unreadable.Message);
        }
    }

    private static Verification Verify(string sink, RecordIdentity record, bool isDamaged, bool isOurs) => (isOurs, isDamaged) switch
    {
        (true, true) => new(sink, record.Key, record.Key, Verdict.Altered, $"its record of type '{record.Type}' is damaged: it cannot be read any more"),
        (true, false) => new(sink, record.Key, record.Key, Verdict.Present, "its fields are not compared"),
        _ => new(sink, record.Key, null, Verdict.Foreign, $"a record of type '{record.Type}' that no run of this pipeline has written"),
    };

    /// <summary>Of several items that were committed under one name, it is the last one's.</summary>
    private Dictionary<string, (string ItemId, DateTimeOffset At)> OwnersOfNames(LedgerReader ledger, string sink)
    {
        var owners = new Dictionary<string, (string ItemId, DateTimeOffset At)>(StringComparer.Ordinal);
        foreach (var committed in ledger.Committed(pipeline.Name).Where(one => one.Sink == sink))
        {
            if (!owners.TryGetValue(committed.Receipt.Name, out var owner) || owner.At <= committed.At)
                owners[committed.Receipt.Name] = (committed.ItemId, committed.At);
        }

        return owners;
    }

    private static async Task<Verification> VerifyAsync(IReadable sink, CommittedContent committed, CancellationToken cancellationToken)
    {
        var name = committed.Receipt.Name;
        await using var content = await sink.OpenCommittedAsync(name, cancellationToken);
        if (content is null)
            return new(committed.Sink, name, committed.ItemId, Verdict.Missing, "committed, and not there any more");
        var seal = await ContentSum.OfAsync(content, (committed.Seal?.Digests ?? []).Select(static digest => digest.Algorithm), cancellationToken);
        var differs = committed.Seal is null ? null : WhatDiffers(seal, committed.Seal);
        return new(committed.Sink, name, committed.ItemId, differs is null ? Verdict.Whole : Verdict.Altered, differs);
    }

    private static string? WhatDiffers(ContentSeal found, ContentSeal committed)
    {
        if (found.Length != committed.Length)
            return $"{found.Length} bytes, committed were {committed.Length}";
        var digest = committed.Digests.FirstOrDefault(one => !found.Digests.Contains(one));
        return digest is null ? null : $"its {digest.Algorithm} is not the one it was committed with";
    }
}
