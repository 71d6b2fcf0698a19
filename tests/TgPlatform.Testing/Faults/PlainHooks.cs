using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;

namespace TgPlatform.Testing;

/// <summary>Everything goes everywhere, under names made of ids: those are unique where names need not be.</summary>
internal sealed class PlainHooks : IPipelineHooks
{
    public bool FilterReadsSize => false;

    public bool Keeps(Item item) => true;

    public bool Wants(int sink, Item item) => true;

    public string NameFor(int sink, Item item) => $"{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(item.Id))}.bin";

    public int PriorityOf(Item item) => 0;

    public double? LoadOf(Item item) => null;

    public void Dispose()
    {
    }
}
