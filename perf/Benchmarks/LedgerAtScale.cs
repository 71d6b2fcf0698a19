using System.Diagnostics;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Benchmarks;

/// <summary>
/// A ledger of very many items beside a plain SQLite table that is asked for the same: adding, ending, resuming with half of them pending, a rerun
/// that knows all of them. In alternation, in one process; what counts is the ratio.
/// </summary>
internal static class LedgerAtScale
{
    public const long Bytes = 16_384;

    private const int Usually = 1_000_000;
    private const int Rounds = 3;

    private static readonly ItemFate[] Pending = [ItemFate.Pending];
    private static readonly ContentSeal Seal = new(Bytes, [new(DigestAlgorithm.Crc64Nvme, new byte[8])]);

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"-1001234567890/{number}");

    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"photo_{number}.jpg");

    /// <summary>Measures and prints a table.</summary>
    /// <param name="arguments">How many items, if not a million.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var items = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : Usually;
        var ledger = new Dictionary<string, List<TimeSpan>>();
        var plain = new Dictionary<string, List<TimeSpan>>();
        for (var round = 0; round < Rounds; round++)
        {
            await MeasureLedgerAsync(items, ledger);
            MeasurePlain(items, plain);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{items} items, medians of {Rounds} in alternation, processor time:"));
        Console.WriteLine();
        Console.WriteLine("| what | ledger µs an item | plain table µs an item | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var what in ledger.Keys)
        {
            var (ours, theirs) = (Median(ledger[what]), Median(plain[what]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {what} | {ours.TotalMicroseconds / items:0.00} | {theirs.TotalMicroseconds / items:0.00} | {ours / theirs:0.00} |"));
        }

        return 0;
    }

    private static async Task MeasureLedgerAsync(int items, Dictionary<string, List<TimeSpan>> times)
    {
        var folder = Directory.CreateTempSubdirectory("tgp-ledger-").FullName;
        await using (var ledger = Open(folder))
        {
            await TimeAsync(times, Added, async () =>
            {
                for (var number = 0; number < items; number++)
                    ledger.AddGroup(new Item { Id = IdOf(number), Name = NameOf(number), Size = Bytes }, Pending);
                await ledger.FlushAsync(CancellationToken.None);
            });
            await EndAsync(times, ledger, 0, items / 2);
        }

        await using (var ledger = Open(folder))
        {
            await TimeAsync(times, Resumed, async () =>
            {
                var read = 0;
                await foreach (var group in ledger.ReadPendingAsync(CancellationToken.None))
                    read += group.Group.Items.Count;
                Require(items - (items / 2), read);
            });
            await EndAsync([], ledger, items / 2, items);
        }

        await using (var ledger = Open(folder))
        {
            await TimeAsync(times, Known, () =>
            {
                var found = 0;
                for (var number = 0; number < items; number++)
                    found += ledger.Find(IdOf(number)) is { Fate: ItemFate.Done } ? 1 : 0;
                Require(items, found);
                return Task.CompletedTask;
            });
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void MeasurePlain(int items, Dictionary<string, List<TimeSpan>> times)
    {
        var folder = Directory.CreateTempSubdirectory("tgp-plain-").FullName;
        using (var table = new PlainTable(folder))
        {
            Time(times, Added, () => table.Insert(items));
            Time(times, Ended, () => table.End(items / 2));
        }

        using (var table = new PlainTable(folder))
            Time(times, Resumed, () => Require(items - (items / 2), table.ReadPending()));
        using (var table = new PlainTable(folder))
            Time(times, Known, () => Require(items, table.Find(items)));
        Directory.Delete(folder, recursive: true);
    }

    private const string Added = "found: added, in batches, safe at the end (insert)";
    private const string Ended = "half of them delivered, with receipt, and ended (update)";
    private const string Resumed = "resumed: opened, the other half read with all that is known of it (select)";
    private const string Known = "no-op rerun: opened, every item asked for (select each)";

    private static SqliteLedger Open(string folder) => SqliteLedger.Open(folder, "scale", TimeProvider.System);

    private static Task EndAsync(Dictionary<string, List<TimeSpan>> times, SqliteLedger ledger, int from, int to) => TimeAsync(times, Ended, async () =>
    {
        for (var number = from; number < to; number++)
        {
            ledger.EndDelivery(IdOf(number), "filesystem", new Receipt(NameOf(number)), Seal);
            ledger.EndItem(IdOf(number), ItemFate.Done);
        }

        await ledger.FlushAsync(CancellationToken.None);
    });

    private static void Time(Dictionary<string, List<TimeSpan>> times, string what, Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        Keep(times, what, Environment.CpuUsage.TotalTime - before);
    }

    private static async Task TimeAsync(Dictionary<string, List<TimeSpan>> times, string what, Func<Task> action)
    {
        var before = Environment.CpuUsage.TotalTime;
        await action();
        Keep(times, what, Environment.CpuUsage.TotalTime - before);
    }

    private static void Keep(Dictionary<string, List<TimeSpan>> times, string what, TimeSpan took)
    {
        if (!times.TryGetValue(what, out var list))
            times[what] = list = [];
        list.Add(took);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static void Require(int expected, int found)
    {
        if (found != expected)
            throw new UnreachableException($"{found} items were found, {expected} expected");
    }
}
