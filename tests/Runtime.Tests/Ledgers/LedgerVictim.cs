using System.Diagnostics;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

/// <summary>A process that says one thing after another to a ledger, and on its output what the ledger has promised, until it is killed.</summary>
internal static class LedgerVictim
{
    /// <summary>Starts it.</summary>
    public static Process Start(string folder)
    {
        var assembly = typeof(LedgerVictim).Assembly.Location;
        return Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", assembly, "ledger", folder])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
    }

    /// <summary>The process itself.</summary>
    public static async Task<int> RunAsync(string folder)
    {
        try
        {
            await using var ledger = SqliteLedger.Open(folder, Pipeline, TimeProvider.System);
            for (var number = ledger.Counts.Found / 2; ; number++)
                await SayAsync(ledger, number);
        }
        catch (LedgerException refused)
        {
            await Console.Out.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task SayAsync(SqliteLedger ledger, long number)
    {
        var id = $"{number}";
        ledger.AddGroup(new ItemGroup($"g{id}", [Item(id), Item(id + "b")]) { Cursor = id }, [ItemFate.Pending, ItemFate.Filtered]);
        await ledger.SaveDeliverySafelyAsync(Delivery(id, offset: 10), CancellationToken.None);
        await Console.Out.WriteLineAsync($"begun {id}");
        ledger.SaveDelivery(Delivery(id, offset: 20));
        ledger.EndDelivery(id, "disk", new Receipt(id), Seal());
        ledger.EndItem(id, ItemFate.Done);
        if (number % 3 != 0)
            return;
        await ledger.FlushAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync($"done {id}");
    }
}
