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
        foreach (var method in contract.GetInterfaces().Append(contract).SelectMany(static type => type.GetMethods()))
        {
            var member = $"{method.DeclaringType!.Name}.{method.Name.Replace("get_", "", StringComparison.Ordinal)}";
            var plan = new FaultPlan(new(new(member, 1)), new(new($"{member} answered", 1)));
            var wrapped = FaultProxy.Wrap(DispatchProxy.Create(contract, typeof(BlankPart)), plan);
            Assert.IsType(contract, wrapped, exactMatch: false);
            var call = method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(static _ => typeof(object))]) : method;
            var failure = await Assert.ThrowsAsync<IOException>(() => CallAsync(wrapped, call));
            Assert.StartsWith(member, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrap_EachCallInTurn_FailsExactlyThere()
    {
        var whole = new FaultPlan();
        await MoveAsync(whole);
        string[] members =
        [
            "ISource.DiscoverAsync", "ISource.DiscoverAsync found", "ISource.Lanes", "ISource.OpenAsync", "ISource.OpenAsync answered", "ISource.OpenAsync read", "ISource.OpenAsync dispose",
            "ISink.BeginAsync", "IDelivery.Offset", "IDelivery.WriteAsync", "IDelivery.CommitAsync", "IDelivery.CommitAsync answered", "IAsyncDisposable.DisposeAsync answered",
        ];
        Assert.All(members, member => Assert.Contains(new(member, 1), whole.Calls));

        foreach (var call in whole.Calls)
        {
            var plan = new FaultPlan(new PlannedFault(call));
            var failure = await Assert.ThrowsAsync<IOException>(() => MoveAsync(plan));
            Assert.StartsWith($"{call} ", failure.Message, StringComparison.Ordinal);
            Assert.Equal([new(call)], plan.Struck);
        }
    }

    [Theory]
    [InlineData(FaultWay.TimedOut, typeof(OperationCanceledException))]
    [InlineData(FaultWay.Unexpected, typeof(InvalidOperationException))]
    [InlineData(FaultWay.Blocked, typeof(FailureException))]
    public async Task Wrap_TwoCallsInOtherWays_FailsInThese(FaultWay way, Type thrown)
    {
        var plan = new FaultPlan(new PlannedFault(new("ISink.BeginAsync", 1), way), new PlannedFault(new("ISink.BeginAsync", 3), FaultWay.Stopped));
        var stopped = false;
        plan.Stopping += () => stopped = true;
        await using var sink = FaultProxy.Wrap<ISink>(new CollectingSink(), plan);

        await Assert.ThrowsAsync(thrown, () => sink.BeginAsync(Some.Target(), default).AsTask());
        await using (await sink.BeginAsync(Some.Target(), default))
            Assert.False(stopped);
        await using (await sink.BeginAsync(Some.Target(), default))
            Assert.True(stopped);
        Assert.Equal([way, FaultWay.Stopped], plan.Struck.Select(static fault => fault.Way));
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
            await delivery!.WriteAsync(bytes.AsMemory((int)delivery.Offset), default);
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
