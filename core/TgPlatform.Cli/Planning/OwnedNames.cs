using TgPlatform.Cli.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Planning;

/// <summary>The names that items have from earlier runs, as the ledger knows them; read when the first name is asked for.</summary>
/// <param name="folder">The folder of the pipeline file.</param>
/// <param name="pipeline">The pipeline's name; it has been run.</param>
internal sealed class OwnedNames(string folder, string pipeline)
{
    private Dictionary<(string Sink, string Name), string>? _owners;

    /// <summary>The same item, with the names taken that are another item's already.</summary>
    /// <exception cref="Commands.UsageException">The ledger cannot be used.</exception>
    public PlannedItem Mark(PlannedItem planned) => planned.Deliveries.Any(one => IsAnothers(planned, one))
        ? planned with { Deliveries = [.. planned.Deliveries.Select(one => IsAnothers(planned, one) ? one with { IsTaken = true } : one)] }
        : planned;

    private bool IsAnothers(PlannedItem planned, PlannedDelivery delivery)
    {
        _owners ??= LedgerPlace.Guard(Read);
        return !delivery.IsRefused && _owners.TryGetValue((delivery.Sink, delivery.Name), out var owner) && owner != planned.Item.Id;
    }

    private Dictionary<(string Sink, string Name), string> Read()
    {
        using var reader = LedgerReader.Open(folder);
        var owners = new Dictionary<(string Sink, string Name), string>();
        foreach (var one in reader.Committed(pipeline))
            owners[(one.Sink, one.Receipt.Name)] = one.ItemId;
        return owners;
    }
}
