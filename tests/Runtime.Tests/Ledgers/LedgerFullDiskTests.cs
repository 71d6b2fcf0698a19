using System.Diagnostics;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Ledgers.Care;
using static TgPlatform.Runtime.Tests.Ledgers.LedgerFolder;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class LedgerFullDiskTests
{
    [NeedsMountFact]
    public async Task Flush_DiskFull_SaysSoLosesNothingAndGoesOnWhenThereIsRoom()
    {
        using var folder = new LedgerFolder();
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.Path);
        try
        {
            var ballast = Path.Combine(folder.Path, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[600 << 10]);
            var said = 0;
            await using (var ledger = folder.Open())
            {
                LedgerException? full = null;
                while (full is null)
                {
                    Assert.InRange(said, 0, 20_000);
                    for (var number = 0; number < 50; number++)
                        ledger.AddGroup(Item($"{said++}"), [ItemFate.Pending]);
                    full = await RecordFailureAsync(ledger);
                }

                Assert.Equal((LedgerProblem.Full, true, FailureKind.Blocked), (full.Problem, full.CanBeCured, full.Kind));
                Assert.Equal(LedgerProblem.Full, (await RecordFailureAsync(ledger))!.Problem);
                Assert.Equal(said, ledger.Counts.Pending);
                Assert.Equal(ItemFate.Pending, ledger.Find($"{said - 1}")!.Value.Fate);
                File.Delete(ballast);
                await ledger.FlushAsync(CancellationToken.None);
            }

            Assert.Empty(LedgerCheck.Run(folder.Path).Problems);
            await using var again = folder.Open();
            Assert.Equal(new LedgerStart(null, said, StoppedCleanly: true), again.Start);
        }
        finally
        {
            await RunAsync("umount", "--lazy", folder.Path);
        }
    }

    [NeedsMountFact]
    public async Task Dispose_DiskStaysFull_SaysSoAndTheNextRunHasWhatWasCommitted()
    {
        using var folder = new LedgerFolder();
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.Path);
        try
        {
            var ballast = Path.Combine(folder.Path, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[600 << 10]);
            var ledger = folder.Open();
            var (committed, said) = (0, 0);
            for (LedgerException? full = null; full is null;)
            {
                committed = said;
                for (var number = 0; number < 50; number++)
                    ledger.AddGroup(Item($"{said++}"), [ItemFate.Pending]);
                full = await RecordFailureAsync(ledger);
            }

            Assert.Equal(LedgerProblem.Full, (await Assert.ThrowsAsync<LedgerException>(() => ledger.DisposeAsync().AsTask())).Problem);
            File.Delete(ballast);
            await using var again = folder.Open();
            Assert.Equal(new LedgerStart(null, committed, StoppedCleanly: false), again.Start);
        }
        finally
        {
            await RunAsync("umount", "--lazy", folder.Path);
        }
    }

    private static async Task<LedgerException?> RecordFailureAsync(SqliteLedger ledger)
        => (LedgerException?)await Xunit.Record.ExceptionAsync(() => ledger.FlushAsync(CancellationToken.None).AsTask());

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NeedsMountFactAttribute : FactAttribute
    {
        public NeedsMountFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
                Skip = "Mounting a small tmpfs needs root on Linux.";
        }
    }
}
