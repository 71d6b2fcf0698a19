using BenchmarkDotNet.Attributes;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Benchmarks;

/// <summary>What remembering costs per item, on a real file.</summary>
[MemoryDiagnoser]
public class LedgerBenchmarks
{
    private const int Items = 1_000;
    private static readonly ItemFate[] Pending = [ItemFate.Pending];
    private readonly string _folder = Directory.CreateTempSubdirectory("tgp-benchmarks-").FullName;
    private readonly ContentSeal _seal = new(16_384, [new(DigestAlgorithm.Crc64Nvme, new byte[8])]);
    private ItemGroup[] _groups = [];
    private SqliteLedger? _ledger;
    private int _round;

    [GlobalSetup]
    public void Open()
    {
        _ledger = SqliteLedger.Open(_folder, "benchmark", TimeProvider.System);
        MakeItems();
    }

    [GlobalCleanup]
    public async Task Close()
    {
        await _ledger!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Found, committed, ended, safe: all an item without trouble ever needs.</summary>
    [Benchmark(OperationsPerInvoke = Items)]
    public async Task WholeLife()
    {
        foreach (var group in _groups)
        {
            var item = group.Items[0];
            _ledger!.AddGroup(group, Pending);
            _ledger.EndDelivery(item.Id, "filesystem", new Receipt(item.Name), _seal);
            _ledger.EndItem(item.Id, ItemFate.Done);
        }

        await _ledger!.FlushAsync(CancellationToken.None);
        MakeItems();
    }

    [Benchmark]
    public KnownItem? Find_NeverSeen() => _ledger!.Find("never seen");

    private void MakeItems()
    {
        var round = _round++;
        _groups = [.. Enumerable.Range(0, Items).Select(one => (ItemGroup)new Item { Id = $"{round}-{one}", Name = $"{one}.bin", Size = 16_384 })];
    }
}
