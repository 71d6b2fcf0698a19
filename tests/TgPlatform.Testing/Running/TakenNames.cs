using TgPlatform.Contracts;

namespace TgPlatform.Testing;

/// <summary>Finds out by trying what a sink does with a name that is taken.</summary>
internal static class TakenNames
{
    private const string Name = "taken.txt";

    /// <summary>Stores two contents under one name, one after the other, and looks at what is there.</summary>
    /// <exception cref="FailureException">The sink cannot even store the first.</exception>
    public static async Task<OnTaken> PolicyOfAsync(Func<ISink> create)
    {
        await StoreAsync(create, "1", "first"u8.ToArray());
        try
        {
            return await StoreAsync(create, "2", "second"u8.ToArray()) switch
            {
                null => OnTaken.Skips,
                Name => OnTaken.Replaces,
                _ => OnTaken.Renames,
            };
        }
        catch (FailureException)
        {
            return OnTaken.Refuses;
        }
    }

    /// <summary>Everything the sink shows.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(ISink sink)
    {
        await ConnectAsync(sink);
        var readable = (IReadable)sink;
        var visible = new Dictionary<string, byte[]>();
        await foreach (var name in readable.ListCommittedAsync(Patience.Limit))
        {
            await using var content = await readable.OpenCommittedAsync(name, Patience.Limit) ?? throw new InvalidOperationException($"'{name}' is listed, and is not there.");
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, Patience.Limit);
            visible[name] = bytes.ToArray();
        }

        return visible;
    }

    private static async Task<string?> StoreAsync(Func<ISink> create, string id, byte[] content)
    {
        await using var sink = create();
        await ConnectAsync(sink);
        await using var delivery = await sink.BeginAsync(Some.Target(Name, id, content.Length, null), Patience.Limit);
        if (delivery is null)
            return null;
        await delivery.WriteAsync(content, Patience.Limit);
        return (await delivery.CommitAsync(Some.Seal(content), Patience.Limit)).Name;
    }

    private static async ValueTask ConnectAsync(ISink sink)
    {
        if (sink is IConnecting connecting)
            await connecting.ConnectAsync(Patience.Limit);
    }
}
