using TgPlatform.Runtime.Ledgers;
using TgPlatform.Runtime.Tests.Engine;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Ledgers;

public sealed class SqliteLedgerSuite : LedgerContract, IDisposable
{
    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ILedger Open() => _folder.Open();
}

/// <summary>The ledger the engine's tests stand on must promise them what the real one does.</summary>
public sealed class MemoryLedgerSuite : LedgerContract, IAsyncDisposable
{
    private readonly MemoryLedger _ledger = new();

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    protected override ILedger Open() => _ledger;
}
