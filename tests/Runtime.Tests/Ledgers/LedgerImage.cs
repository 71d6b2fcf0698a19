using System.Text;
using System.Text.Json.Nodes;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Reading;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

/// <summary>The bytes of a ledger and its log as a killed process leaves them, and everything that was ever true of it.</summary>
internal sealed class LedgerImage
{
    private LedgerImage(byte[] file, byte[] log, List<string> states) => (File, Log, States) = (file, log, states);

    public byte[] File { get; }

    public byte[] Log { get; }

    /// <summary>What the ledger said after each commit, oldest first.</summary>
    public List<string> States { get; }

    /// <summary>Everything that was ever said, fact by fact.</summary>
    public HashSet<string> Facts => [.. States.SelectMany(FactsOf)];

    /// <summary>What a state says: the counts, every item, and each of its deliveries, receipts and failed attempts.</summary>
    public static IEnumerable<string> FactsOf(string state)
    {
        var lines = state.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var item in lines.Skip(1).Select(static line => JsonNode.Parse(line)!.AsObject()))
        {
            foreach (var list in new[] { "deliveries", "receipts", "attempts" })
            {
                foreach (var one in item[list]!.AsArray())
                    yield return $"{item["id"]} {list} {one!.ToJsonString()}";
                item.Remove(list);
            }

            yield return item.ToJsonString();
        }

        yield return lines[0];
    }

    public static async Task<LedgerImage> MakeAsync()
    {
        using var folder = new LedgerFolder();
        await using (var first = folder.Open())
        {
            for (var number = 0; number < 60; number++)
                await SayAsync(first, number, static () => { });
        }

        var states = new List<string> { Describe(folder.Path) };
        await using var second = folder.Open();
        states.Add(Describe(folder.Path));
        for (var number = 50; number < 80; number++)
        {
            await SayAsync(second, number, () => states.Add(Describe(folder.Path)));
        }

        return new(await System.IO.File.ReadAllBytesAsync(folder.File), await System.IO.File.ReadAllBytesAsync(folder.File + "-wal"), states);
    }

    /// <summary>Everything a ledger says, as text.</summary>
    public static string Describe(string folder)
    {
        using var reader = LedgerReader.Open(folder);
        using var output = new MemoryStream();
        var status = reader.Status(Pipeline);
        LedgerExport.Write(reader, Pipeline, output);
        return $"{status.Counts} {status.Cursor} {string.Join(' ', status.Sinks)}\n{Encoding.UTF8.GetString(output.ToArray())}";
    }

    /// <summary>Says everything about two items, and looks after each word: how many words one commit takes is the writer's choice.</summary>
    private static async Task SayAsync(SqliteLedger ledger, int number, Action look)
    {
        var id = $"channel/{number}";
        var group = new ItemGroup($"g{number}", [Item(id, $"v{number / 50}"), Item(id + "b")]) { Cursor = $"c{number}" };
        await SayAsync(() => ledger.AddGroup(group, [ItemFate.Pending, ItemFate.Filtered]));
        await SayAsync(() => ledger.SaveDelivery(Delivery(id, offset: number)));
        if (number % 3 == 1)
            await SayAsync(() => ledger.EndDelivery(id, "disk", new Receipt(id), Seal()));
        else if (number % 3 == 2)
            await SayAsync(() => ledger.AddFailure(Failure(id)));
        if (number % 3 > 0)
            await SayAsync(() => ledger.EndItem(id, number % 3 == 1 ? ItemFate.Done : ItemFate.Dead));

        async Task SayAsync(Action word)
        {
            word();
            await ledger.FlushAsync(CancellationToken.None);
            look();
        }
    }
}
