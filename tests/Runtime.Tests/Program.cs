using TgPlatform.Runtime.Tests.Ledgers;

namespace TgPlatform.Runtime.Tests;

/// <summary>What this assembly does when a test starts it as a process of its own.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is ["ledger", var folder]
        ? LedgerVictim.RunAsync(folder)
        : throw new ArgumentException("Started by tests only: ledger FOLDER.");
}
