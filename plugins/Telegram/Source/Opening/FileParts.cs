using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Chats;
using TgPlatform.Plugins.Telegram.Files;
using TgPlatform.Plugins.Telegram.Source.Pool;

namespace TgPlatform.Plugins.Telegram.Source.Opening;

/// <summary>A file by parts, fetched on one account.</summary>
internal sealed class FileParts(AccountPool pool, TelegramAccount account, ChatKey chat, RemoteFile file) : IPartReader
{
    public int PartBytes => PartRange.Largest;

    // The downloader lets in what the account and the data centre bear; this much of one file may queue there.
    public int MaxConcurrency => TransferWidth.MostConnections * 2;

    public async ValueTask<int> ReadPartAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await account.Downloader.ReadAsync(file, offset, destination, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (pool.Judge(account, chat, error) is FailureException failure) throw failure;
            throw;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
