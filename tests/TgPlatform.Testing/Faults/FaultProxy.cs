using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>
/// Stands before a part of a plugin with every interface the part has, made at run time so that no member can be forgotten: a <see cref="FaultPlan"/>
/// counts each call twice, before it reaches the part and when it has been answered; what answers at once (properties among it) is counted before only. What calls give (deliveries,
/// contents, copies) is stood before too.
/// </summary>
public class FaultProxy : DispatchProxy
{
    private static readonly ConcurrentDictionary<Type, Type> _unions = [];
    private static readonly ModuleBuilder _module = AssemblyBuilder.DefineDynamicAssembly(new("TgPlatform.Testing.Unions"), AssemblyBuilderAccess.Run).DefineDynamicModule("Unions");
    private object _inner = null!;
    private FaultPlan _plan = null!;

    /// <summary>Stands before a part.</summary>
    public static T Wrap<T>(T inner, FaultPlan plan)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(inner);
        var proxy = Create(_unions.GetOrAdd(inner.GetType(), UnionOf), typeof(FaultProxy));
        (((FaultProxy)proxy)._inner, ((FaultProxy)proxy)._plan) = (inner, plan);
        return (T)proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var member = $"{targetMethod!.DeclaringType!.Name}.{(targetMethod.IsSpecialName ? targetMethod.Name[(targetMethod.Name.IndexOf('_') + 1)..] : targetMethod.Name)}";

        // A part whose disposal fails is still gone: only the answer can be bad, else the test's own things stay open.
        if (targetMethod.Name != nameof(IAsyncDisposable.DisposeAsync))
            _plan.Pass(member);
        var answer = targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        var type = targetMethod.ReturnType;
        if (type == typeof(ValueTask))
#pragma warning disable CA2012 // the caller awaits it, unboxed again
            return AnsweredAsync((ValueTask)answer!, member);
#pragma warning restore CA2012
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var follow = kind == typeof(ValueTask<>) ? nameof(AnsweredWithAsync) : kind == typeof(IAsyncEnumerable<>) ? nameof(EachAsync) : null;
        return follow is null
            ? StandBefore(answer, member)
            : typeof(FaultProxy).GetMethod(follow, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, [answer, member]);
    }

    private async ValueTask AnsweredAsync(ValueTask call, string member)
    {
        await call;
        _plan.Pass($"{member} answered");
    }

    private async ValueTask<T> AnsweredWithAsync<T>(ValueTask<T> call, string member)
    {
        var answer = StandBefore(await call, member);
        try
        {
            _plan.Pass($"{member} answered");
        }
        catch
        {
            // An answer that never arrives has nobody to close it but whoever gave it.
            if (answer is IAsyncDisposable lost)
                await lost.DisposeAsync();
            throw;
        }

        return (T)answer!;
    }

    private async IAsyncEnumerable<T> EachAsync<T>(IAsyncEnumerable<T> all, string member)
    {
        await foreach (var one in all)
        {
            _plan.Pass($"{member} found");
            yield return one;
        }

        _plan.Pass($"{member} ended");
    }

    private object? StandBefore(object? answer, string member) => answer switch
    {
        Content { Parts: { } parts } content => new Content(Wrap(parts, _plan), content.Length!.Value)
        {
            Offset = content.Offset, Validator = content.Validator, Digests = content.Digests, Name = content.Name, Date = content.Date, MediaType = content.MediaType,
        },
        Content content => new Content(new FaultyStream(content.Stream!, _plan, member))
        {
            Offset = content.Offset, Length = content.Length, Validator = content.Validator, Digests = content.Digests, Name = content.Name, Date = content.Date, MediaType = content.MediaType,
        },
        Stream stream => new FaultyStream(stream, _plan, member),
        not null when ContractsOf(answer.GetType()).Any() => Wrap(answer, _plan),
        _ => answer,
    };

    private static IEnumerable<Type> ContractsOf(Type part) => part.GetInterfaces().Where(static one => one.Assembly == typeof(ISource).Assembly);

    // A proxy has one interface: this one has all those of the part.
    private static Type UnionOf(Type part)
    {
        lock (_module)
        {
            var union = _module.DefineType($"{part.Name}{_unions.Count}-{Guid.NewGuid():N}", TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract);
            foreach (var contract in ContractsOf(part).Append(typeof(IAsyncDisposable)).Where(one => one.IsAssignableFrom(part)).Distinct())
                union.AddInterfaceImplementation(contract);
            return union.CreateType();
        }
    }
}
