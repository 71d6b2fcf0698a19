using System.Globalization;
using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary>Asks the person at the terminal.</summary>
internal sealed class ConsolePrompt(IConsole console) : ILoginPrompt
{
    private bool _isPasswordAgain;

    public async Task<string?> CodeAsync(SentCode sent, CancellationToken cancel)
    {
        if (sent.WasWrong) console.Note("That code was not right.");
        var digits = sent.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $", {sent.Length} digits") : "";
        var code = await console.AskAsync($"Code sent by {sent.Via}{digits} (only return: send it another way)", isSecret: false, cancel);
        return code.Trim() is { Length: > 0 } given ? given : null;
    }

    public async Task<string> PasswordAsync(string hint, CancellationToken cancel)
    {
        if (_isPasswordAgain) console.Note("That password was not right.");
        _isPasswordAgain = true;
        return await console.AskAsync(hint.Length > 0 ? $"Password of two-step verification (hint: {hint})" : "Password of two-step verification", isSecret: true, cancel);
    }
}
