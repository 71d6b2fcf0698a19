using System.Threading.Channels;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;

namespace TgPlatform.Plugins.Sandbox.Telegram.Session;

/// <summary>Brings large packets of all connections together to be encrypted: while few workers are at it others queue up, and so there mostly are several.</summary>
internal sealed class SealingDesk
{
    private readonly Channel<IgeMessage> _waiting = Channel.CreateUnbounded<IgeMessage>();

    private SealingDesk()
    {
        for (var worker = 0; worker < Math.Max(1, Environment.ProcessorCount / 4); worker++) _ = Task.Run(WorkAsync);
    }

    public static SealingDesk Shared { get; } = new();

    public Task EncryptAsync(IgeMessage message)
    {
        _waiting.Writer.TryWrite(message);
        return message.Done;
    }

    private async Task WorkAsync()
    {
        var together = new List<IgeMessage>(IgeFour.AtOnce);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (together.Count < IgeFour.AtOnce && _waiting.Reader.TryRead(out var next)) together.Add(next);
            IgeFour.Encrypt(together);
            foreach (var message in together) message.Complete();
            together.Clear();
        }
    }
}
