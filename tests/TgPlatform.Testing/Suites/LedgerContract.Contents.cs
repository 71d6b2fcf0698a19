using TgPlatform.Contracts;
using TgPlatform.Runtime.Ledgers;
using Xunit;

namespace TgPlatform.Testing;

/// <summary>What was committed is found again by its bytes.</summary>
public abstract partial class LedgerContract
{
    [Fact]
    public async Task FindContent_Committed_IsFoundInThatSinkAtOnceAndAfterReopening()
    {
        var digest = Seal().Digests.First(static one => one.Algorithm == DigestAlgorithm.Sha256);
        await using (var ledger = Open())
        {
            ledger.AddGroup(Item("1"), [ItemFate.Pending]);
            Assert.Null(ledger.FindContent("disk", digest));
            ledger.EndDelivery("1", "disk", new Receipt("folder/1.bin"), Seal());
            Assert.Equal(new CommittedName("1", "folder/1.bin"), ledger.FindContent("disk", digest));
            Assert.Null(ledger.FindContent("s3", digest));
            await ledger.FlushAsync(Patience.Limit);
            Assert.Equal(new CommittedName("1", "folder/1.bin"), ledger.FindContent("disk", digest));
        }

        await using var again = Open();
        Assert.Equal(new CommittedName("1", "folder/1.bin"), again.FindContent("disk", digest));
        Assert.Null(again.FindContent("disk", Some.Seal([9]).Digests[1]));
    }

    [Fact]
    public async Task FindContent_NothingWasStored_FindsNothing()
    {
        await using var ledger = Open();
        ledger.AddGroup(Item("1"), [ItemFate.Pending]);
        ledger.EndDelivery("1", "disk", null, null);

        Assert.Null(ledger.FindContent("disk", Seal().Digests[1]));
    }
}
