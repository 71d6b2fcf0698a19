using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;
using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Accounts;

/// <summary>What the QR code shows.</summary>
internal sealed record QrToken(string Link, DateTimeOffset Expires);

/// <summary>Logs an account in by a code that another device scans (core.telegram.org/api/qr-login). Give <see cref="OnUpdate"/> to the client.</summary>
internal sealed class QrLogin : IDisposable
{
    private readonly SemaphoreSlim _scanned = new(0);

    /// <summary>Notices that the code was scanned. Runs on the receiving loop.</summary>
    public void OnUpdate(ReadOnlyMemory<byte> update)
    {
        var reader = new TlReader(update.Span);
        var isScanned = AnyUpdates.Read(ref reader) switch
        {
            UpdateShort { Update: UpdateLoginToken } => true,
            Schema.Updates many => many.UpdatesValue.Any(u => u is UpdateLoginToken),
            _ => false,
        };
        if (isScanned) _scanned.Release();
    }

    public void Dispose() => _scanned.Dispose();

    /// <summary>Shows one code after another until one is scanned and accepted.</summary>
    /// <param name="show">Shows a code; called again whenever the last one has expired.</param>
    public async Task<AnyUser> RunAsync(TelegramClient client, ILoginPrompt prompt, Action<QrToken> show, CancellationToken cancel)
    {
        var login = new Login(client, prompt);
        while (true)
        {
            AnyAuthLoginToken answer;
            try
            {
                answer = await client.InvokeAsync(new AuthExportLoginToken { ApiId = client.Options.ApiId, ApiHash = client.Options.ApiHash }, cancel);
                if (answer is AuthLoginTokenMigrateTo migrate)
                {
                    client.MoveHome(migrate.DcId);
                    answer = await client.InvokeAsync(new AuthImportLoginToken { Token = migrate.Token }, cancel);
                }
            }
            catch (RpcException error) when (error.Name == "SESSION_PASSWORD_NEEDED")
            {
                return await login.ByPasswordAsync(cancel);
            }
            if (answer is AuthLoginTokenSuccess success) return login.Finished(success.Authorization);
            if (answer is not AuthLoginToken token) continue;
            var expires = DateTimeOffset.FromUnixTimeSeconds(token.Expires);
            show(new QrToken("tg://login?token=" + Convert.ToBase64String(token.Token).TrimEnd('=').Replace('+', '-').Replace('/', '_'), expires));
            await ScannedAsync(client.Time, expires, cancel);
        }
    }

    private async Task ScannedAsync(TimeProvider time, DateTimeOffset expires, CancellationToken cancel)
    {
        var left = expires - time.GetUtcNow();
        using var expired = new CancellationTokenSource(left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, expired.Token);
        try
        {
            await _scanned.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // expired: the next code is shown
        }
    }
}
