using System.Reflection;
using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Contracts.Tests.Helpers;

public sealed class FaultsTests
{
    /// <summary>Every interface of the contracts: one that is added tomorrow is among them.</summary>
    public static TheoryData<Type> Contracts { get; } = [.. typeof(ISource).Assembly.GetExportedTypes().Where(static type => type.IsInterface)];

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Wrap_AnyContract_EveryMemberIsCountedAndFails(Type contract)
    {
        foreach (var method in contract.GetInterfaces().Append(contract).SelectMany(static type => type.GetMethods()).Where(static method => !method.IsSpecialName))
        {
            var plan = new FaultPlan(1);
            var wrapped = FaultProxy.Wrap(DispatchProxy.Create(contract, typeof(BlankPart)), plan);
            Assert.IsType(contract, wrapped, exactMatch: false);
            var call = method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(static _ => typeof(object))]) : method;
            var failure = await Assert.ThrowsAsync<IOException>(() => CallAsync(wrapped, call));
            Assert.StartsWith($"Call 1 ({method.DeclaringType!.Name}.{method.Name}", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrap_EachCallInTurn_FailsExactlyThere()
    {
        var whole = new FaultPlan(0);
        await MoveAsync(whole);
        string[] members = ["ISource.DiscoverAsync", "ISource.DiscoverAsync found", "ISource.OpenAsync", "ISource.OpenAsync answered", "content.read", "ISink.BeginAsync", "IDelivery.WriteAsync", "IDelivery.CommitAsync", "IDelivery.CommitAsync answered", "IAsyncDisposable.DisposeAsync answered"];
        Assert.All(members, member => Assert.Contains(member, whole.Calls));

        for (var call = 1; call <= whole.Calls.Count; call++)
        {
            var plan = new FaultPlan(call);
            var failure = await Assert.ThrowsAsync<IOException>(() => MoveAsync(plan));
            Assert.Contains($"Call {call} ({whole.Calls[call - 1]})", failure.Message, StringComparison.Ordinal);
            Assert.Equal(whole.Calls[call - 1], plan.Struck);
        }
    }

    [Fact]
    public async Task StallingSink_Released_PassesTheBytesOn()
    {
        var collecting = new CollectingSink();
        var sink = new StallingSink(collecting);
        await using var delivery = await sink.BeginAsync(Some.Target("name"), CancellationToken.None);
        var write = delivery!.WriteAsync(Some.Bytes(3), CancellationToken.None).AsTask();
        await sink.Stalled;
        Assert.False(write.IsCompleted);
        sink.Release();
        await write;
        await delivery.CommitAsync(Some.Seal(Some.Bytes(3)), CancellationToken.None);
        Assert.Equal(Some.Bytes(3), collecting.Committed["name"]);
    }

    [Fact]
    public void Seal_OfTheCheckText_HasThePublishedCrc()
        => Assert.Equal("AE8B14860A799888", Convert.ToHexString(Some.Seal("123456789"u8).Digests[0].Bytes.Span));

    private static async Task MoveAsync(FaultPlan plan)
    {
        await using var source = FaultProxy.Wrap<ISource>(new MemorySource(Some.Bytes(10)), plan);
        await using var sink = FaultProxy.Wrap<ISink>(new CollectingSink(), plan);
        await foreach (var group in source.DiscoverAsync(null, default))
        {
            await using var content = await source.OpenAsync(group.Items[0], source.Lanes[0], default, default);
            var bytes = await content.ReadToEndAsync(default);
            await using var delivery = await sink.BeginAsync(new() { Item = group.Items[0], Name = "name" }, default);
            await delivery!.WriteAsync(bytes, default);
            await delivery.CommitAsync(Some.Seal(bytes), default);
        }
    }

    private static async Task CallAsync(object part, MethodInfo method)
    {
        var given = method.GetParameters().Select(static one => one.ParameterType.IsValueType ? Activator.CreateInstance(one.ParameterType) : null).ToArray();
        if (method.Invoke(part, BindingFlags.DoNotWrapExceptions, null, given, null) is ValueTask disposal)
            await disposal;
    }

    /// <summary>Implements any contract, and does nothing.</summary>
    public class BlankPart : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
            => targetMethod!.ReturnType is { IsValueType: true } value && value != typeof(void) ? Activator.CreateInstance(value) : null;
    }
}
