using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Tl;
using WTelegram;

namespace TgPlatform.Plugins.Telegram.FullFeed;

/// <summary>Sends our requests over WTelegramClient and reads its answers as ours: both write the same bytes, since both speak the same layer.</summary>
internal static class WTelegramCalls
{
    private const uint True = 0x997275b5, False = 0xbc799737, Vector = 0x1cb5c415;

    private const int MostHandshakes = 5;

    /// <summary>
    /// Connects, if it is not. Of 256 keys it agrees on, one begins with a zero, which it drops and then takes the service's proof for wrong;
    /// and it would go on with the failure.
    /// </summary>
    public static async Task<Client> ConnectAsync(Client client)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await client.ConnectAsync();
                return client;
            }
            catch (Exception error) when (attempt < MostHandshakes && error is WTException and not TL.RpcException)
            {
                await client.ResetAsync(resetUser: false, resetSessions: false);
            }
        }
    }

    public static async Task<TResult> AskAsync<TResult>(Client client, ITlMethod<TResult> method)
    {
        var request = new TlWriter();
        method.Write(request);
        var bytes = request.Written.ToArray();
        // Its reader has to be told apart only these.
        var answer = typeof(TResult) == typeof(bool) ? Bytes(await client.Invoke(new Request<bool>(bytes)))
            : typeof(TResult).IsArray ? Bytes(await client.Invoke(new Request<TL.IObject[]>(bytes)))
            : Bytes(await InvokeAsync(client, bytes));
        return Read(method, answer);
    }

    // An error is an object like any other there, and a broken connection too.
    private static async Task<TL.IObject> InvokeAsync(Client client, byte[] request)
    {
        while (true)
        {
            switch (await client.Invoke(new Request<TL.IObject>(request)))
            {
                case TL.RpcError error: throw RpcException.From(error.error_code, error.error_message);
                case TL.ReactorError: continue;
                case var answer: return answer;
            }
        }
    }

    private static TResult Read<TResult>(ITlMethod<TResult> method, byte[] answer)
    {
        var reader = new TlReader(answer);
        return method.ReadResult(ref reader);
    }

    private static byte[] Bytes(bool answer) => Written(writer => writer.Write(answer ? True : False));

    public static byte[] Bytes(TL.IObject answer) => Written(answer.WriteTL);

    private static byte[] Bytes(TL.IObject[] answer) => Written(writer =>
    {
        writer.Write(Vector);
        writer.Write(answer.Length);
        foreach (var one in answer) one.WriteTL(writer);
    });

    private static byte[] Written(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream)) write(writer);
        return stream.ToArray();
    }

    private sealed class Request<TAnswer>(byte[] bytes) : TL.IMethod<TAnswer>
    {
        public void WriteTL(BinaryWriter writer) => writer.Write(bytes);
    }
}
