using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary><c>tgp login</c>: signs an account in by code or by QR code. Nothing is kept of an attempt that failed.</summary>
internal sealed class LoginCommand(LoginOptions options, CommandContext context)
{
    private readonly AccountDesk _desk = new(options, context);
    private readonly ConsolePrompt _prompt = new(context.Console);

    public Task RunAsync(CancellationToken cancel) => CommandFailures.SayAsync(async () =>
    {
        using var file = _desk.OpenNew(options.Name);
        await _desk.PrepareAsync(options, file.State, cancel);
        using var qr = new QrLogin();
        await using (var client = _desk.Client(file, onUpdate: options.Qr ? qr.OnUpdate : null))
        {
            var user = options.Qr ? await ByQrAsync(qr, client, cancel) : await new Login(client, _prompt).ByCodeAsync(await PhoneAsync(cancel), cancel);
            context.Console.Line($"{options.Name} is signed in as {AccountText.NameOf(user)} ({AccountText.Masked(file.State.Phone)}).");
        }
        return true;
    });

    private async Task<string> PhoneAsync(CancellationToken cancel)
    {
        var given = options.Phone ?? await context.Console.AskAsync("Phone number with its country's prefix", isSecret: false, cancel);
        var digits = string.Concat(given.Where(char.IsAsciiDigit));
        return digits.Length is >= 5 and <= 15 ? digits : throw AccountDesk.Failure("This is no phone number. Write it with its country's prefix: +491700000001.");
    }

    private async Task<AnyUser> ByQrAsync(QrLogin qr, TelegramClient client, CancellationToken cancel)
    {
        var path = options.QrFile is { } file ? context.Plugin.Resolve(file) : null;
        try
        {
            return await qr.RunAsync(client, _prompt, token => Show(token, path), cancel);
        }
        finally
        {
            if (path is not null) File.Delete(path);
        }
    }

    private void Show(QrToken token, string? path)
    {
        using var picture = new QrPicture(token.Link);
        foreach (var line in picture.Lines()) context.Console.Note(line);
        context.Console.Note($"Scan this with an app that is signed in: Settings, Devices, Link Desktop Device. The next one comes at {token.Expires.ToLocalTime():HH:mm:ss}.");
        if (path is null) return;
        PrivateFile.Write(path, picture.Png());
        context.Console.Note($"It is in {path} as well.");
    }
}
