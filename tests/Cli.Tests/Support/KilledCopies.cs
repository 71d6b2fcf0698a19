using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;

namespace TgPlatform.Cli.Tests.Support;

/// <summary>A folder of copies whose last run was killed: <c>done.txt</c> is done, of <c>begun.txt</c> three bytes are kept, <c>new.txt</c> is pending.</summary>
internal static class KilledCopies
{
    public static async Task<FileCopies> MakeAsync()
    {
        var copies = new FileCopies("done.txt");
        Assert.Equal(ExitCodes.Success, (await copies.RunAsync("run")).ExitCode);
        await using var ledger = SqliteLedger.Open(copies.Root, "copies", TimeProvider.System);
        foreach (var name in new[] { "begun.txt", "new.txt" })
        {
            await File.WriteAllTextAsync(copies.PathOf($"in/{name}"), $"content of {name}");
            ledger.AddGroup(new Item { Id = name, Name = name }, [ItemFate.Pending]);
        }

        ledger.SaveDelivery(new() { ItemId = "begun.txt", Sink = "kept", Name = "begun.txt", State = new(3, null), Length = 20, Validator = "v" });
        await ledger.FlushAsync(CancellationToken.None);

        // What is on the disk now is what a kill would leave.
        var left = new FileCopies("done.txt", "begun.txt", "new.txt");
        foreach (var folder in new[] { ".tgp", "out" })
        {
            Directory.CreateDirectory(left.PathOf(folder));
            foreach (var file in Directory.GetFiles(copies.PathOf(folder)).Where(static file => Path.GetExtension(file) is not (".lock" or ".pid")))
                File.Copy(file, left.PathOf($"{folder}/{Path.GetFileName(file)}"));
        }

        await ledger.DisposeAsync();
        copies.Dispose();
        return left;
    }
}
