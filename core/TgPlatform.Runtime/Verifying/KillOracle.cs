using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers.Care;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Retries;

namespace TgPlatform.Runtime.Verifying;

/// <summary>
/// Knows what ought to be there from a <see cref="Reference"/>, and says what is not as promised: after a kill, that nothing but whole
/// contents is visible; at the end, that each is there once and nothing else. The ledger is asked only which name an item got; what its bytes
/// ought to be is the reference's word, and what they are is read from the sink.
/// </summary>
/// <param name="pipeline">The pipeline, with the workspace of the disturbed runs.</param>
/// <param name="reference">What an undisturbed run came to.</param>
/// <param name="lend">What a plugin of a name is lent.</param>
public sealed class KillOracle(PipelineDefinition pipeline, Reference reference, Func<string, PluginContext> lend)
{
    private readonly VisibleContent _visible = new(pipeline, lend);
    private readonly RecordOracle _records = new(pipeline, reference, lend);
    private readonly HashSet<(string Sink, string Name)> _seenWhole = [];
    private readonly ILookup<string, CommittedContent> _expected = reference.Contents.ToLookup(static one => one.Sink);

    /// <summary>The sinks that can show neither content nor records: nothing is said about them.</summary>
    public async Task<IReadOnlyList<string>> BlindSpotsAsync()
    {
        var unreadable = new List<string>();
        foreach (var use in pipeline.Sinks)
        {
            if (!await _visible.IsReadableAsync(use) && !await _records.IsReadableAsync(use))
                unreadable.Add(use.Name);
        }

        return unreadable;
    }

    /// <summary>The sinks that show something already.</summary>
    public async Task<IReadOnlyList<string>> FilledAsync(CancellationToken cancellationToken)
    {
        var filled = new List<string>();
        foreach (var use in pipeline.Sinks)
        {
            if (await _records.IsFilledAsync(use, cancellationToken))
                filled.Add(use.Name);
        }

        foreach (var use in _visible.Sinks)
        {
            await foreach (var _ in _visible.ReadAsync(use, static _ => true, cancellationToken))
            {
                filled.Add(use.Name);
                break;
            }
        }

        return filled;
    }

    /// <summary>Right after a kill: everything visible must be whole.</summary>
    public async Task<IReadOnlyList<Flaw>> AfterKillAsync(CancellationToken cancellationToken)
    {
        var flaws = new List<Flaw>();
        var recordFiles = await RecordFiles.OfAsync(pipeline, lend);
        foreach (var use in _visible.Sinks)
        {
            var whole = WholeContents(use.Name);
            await foreach (var (name, seal) in _visible.ReadAsync(use, name => !_seenWhole.Contains((use.Name, name)), cancellationToken))
            {
                if (whole.Contains(SumOf(seal)))
                    _seenWhole.Add((use.Name, name));
                else if (!recordFiles.Has(name))
                    flaws.Add(new(Promise.Half, use.Name, $"{name}: was visible with {seal.Length} bytes that are no whole content"));
            }
        }

        return flaws;
    }

    /// <summary>After a run that went through: everything is there once, and nothing else.</summary>
    public async Task<IReadOnlyList<Flaw>> AtTheEndAsync(CancellationToken cancellationToken)
    {
        using var ledger = LedgerReader.Open(pipeline.Workspace);
        var flaws = new List<Flaw>(Accounting(ledger));
        var committed = ledger.Committed(pipeline.Name).ToLookup(static one => one.Sink);
        var dead = ledger.DeadLetters(pipeline.Name).ToDictionary(static one => one.Item.Id, static one => one.Last is { } last ? FailureText.Short(last.Reason) : "no reason was kept");
        var recordFiles = await RecordFiles.OfAsync(pipeline, lend);
        var names = recordFiles.Below(pipeline.Workspace).ToHashSet(StringComparer.Ordinal);
        using var items = KnownItems.Open(pipeline.Workspace, pipeline.Name, TimeProvider.System);
        foreach (var use in _visible.Sinks)
        {
            if (!await _visible.IsReadableAsync(use))
                continue;
            var shown = new Dictionary<string, ContentSeal>(StringComparer.Ordinal);
            await foreach (var (name, seal) in _visible.ReadAsync(use, static _ => true, cancellationToken))
                shown[name] = seal;
            var receipts = committed[use.Name].ToDictionary(static one => one.ItemId, static one => one.Receipt.Name);
            var finalName = await _visible.NamingAsync(use);
            var sums = shown.Values.Select(SumOf).ToHashSet();
            bool IsRightlySkipped(CommittedContent one) =>
                items.Find(one.ItemId)?.Fate == ItemFate.Skipped && (shown.ContainsKey(finalName(one.Receipt.Name)) || sums.Contains(SumOf(one.Seal!)));
            foreach (var name in shown.Keys.Where(name => recordFiles.Has(name) && !receipts.ContainsValue(name)).ToList())
                shown.Remove(name);
            flaws.AddRange(Compare(use.Name, shown, receipts, dead, IsRightlySkipped));
            names.UnionWith(shown.Keys);
        }

        flaws.AddRange(await _records.AtTheEndAsync(dead, cancellationToken));

        return [.. flaws, .. Leftovers.Of(pipeline.Workspace, names).Select(static path => new Flaw(Promise.Foreign, null, $"{path}: was left behind"))];
    }

    private IEnumerable<Flaw> Compare(
        string sink, Dictionary<string, ContentSeal> shown, Dictionary<string, string> receipts, Dictionary<string, string> dead, Func<CommittedContent, bool> isRightlySkipped)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var expected in _expected[sink])
        {
            var id = expected.ItemId;
            if (!receipts.TryGetValue(id, out var name))
            {
                if (dead.TryGetValue(id, out var reason))
                    yield return new(Promise.Failed, sink, $"{id}: {reason}");
                else if (!isRightlySkipped(expected))
                    yield return new(Promise.Missing, sink, $"{id}: wanted as '{expected.Receipt.Name}', and never committed");
            }
            else if (!shown.TryGetValue(name, out var found))
            {
                yield return new(Promise.Missing, sink, $"{id}: committed as '{name}', and not there");
            }
            else if (SumOf(found) != SumOf(expected.Seal!))
            {
                yield return new(Promise.Altered, sink, $"{name}: {found.Length} bytes, which are not the {expected.Seal!.Length} of {id}");
            }
            else if (!taken.TryAdd(name, id))
            {
                yield return new(Promise.Twice, sink, $"{name}: is said to be both {taken[name]} and {id}");
            }
        }

        var whole = WholeContents(sink);
        var known = receipts.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, seal) in shown.Where(one => !known.Contains(one.Key)))
        {
            yield return whole.Contains(SumOf(seal))
                ? new(Promise.Twice, sink, $"{name}: content that is there under another name as well")
                : new(Promise.Foreign, sink, $"{name}: {seal.Length} bytes that no item put there");
        }
    }

    private IEnumerable<Flaw> Accounting(LedgerReader ledger)
    {
        var counts = ledger.Status(pipeline.Name).Counts;
        if (counts.Pending > 0)
            yield return new(Promise.Ledger, null, $"pending after the last run are still {counts.Pending} of {counts.Found}");
        if (counts.Found != reference.Outcome.Counts.Found)
            yield return new(Promise.Ledger, null, $"the ledger knows {counts.Found} items, undisturbed it is {reference.Outcome.Counts.Found}");
        foreach (var problem in LedgerCheck.Run(pipeline.Workspace).Problems)
            yield return new(Promise.Ledger, null, problem);
    }

    private HashSet<(long, Digest)> WholeContents(string sink) => [.. _expected[sink].Select(static one => SumOf(one.Seal!))];

    private static (long Length, Digest Crc64) SumOf(ContentSeal seal) => (seal.Length, seal.Digests.First(static one => one.Algorithm == DigestAlgorithm.Crc64Nvme));
}
