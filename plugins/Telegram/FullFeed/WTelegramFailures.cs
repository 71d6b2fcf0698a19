using System.Globalization;
using System.Net.Sockets;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.FullFeed;

/// <summary>Says with our exceptions what WTelegramClient says with its own.</summary>
internal static class WTelegramFailures
{
    public static async Task<TResult> OursAsync<TResult>(Task<TResult> task)
    {
        try
        {
            return await task;
        }
        catch (TL.RpcException error)
        {
            // It takes the number out of the name.
            var name = error.X < 0 ? error.Message : error.Message.Replace("_X", string.Create(CultureInfo.InvariantCulture, $"_{error.X}"), StringComparison.Ordinal);
            throw RpcException.From(error.Code, name);
        }
        // It cancels what it is about to send when a connection breaks.
        catch (Exception error) when (error is WTelegram.WTException or IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            throw new ConnectionLostException($"WTelegramClient: {error.Message}", error);
        }
    }
}
