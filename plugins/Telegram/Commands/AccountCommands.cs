using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary>The commands the plugin brings to <c>tgp</c>.</summary>
internal static class AccountCommands
{
    public static void AddTo(IPluginRegistry registry)
    {
        registry.AddCommand<LoginOptions>(
            "login", "Signs a Telegram account in, by code or by QR code.",
            ["tgp login main", "tgp login main --qr", "tgp login second --qr --qr-file login.png --proxy socks5://127.0.0.1:1080"],
            static (options, context, cancel) => new LoginCommand(options, context).RunAsync(cancel));
        registry.AddCommand<AccountListOptions>(
            "accounts list", "Lists the Telegram accounts that are signed in on this machine.", ["tgp accounts list"],
            static (options, context, _) => new AccountsCommand(options, context).ListAsync());
        registry.AddCommand<AccountShowOptions>(
            "accounts show", "Shows one account, without its secrets.", ["tgp accounts show main", "tgp accounts show main --check"],
            static (options, context, cancel) => new AccountsCommand(options, context).ShowAsync(options.Name, options.Check, cancel));
        registry.AddCommand<AccountLogoutOptions>(
            "accounts logout", "Signs an account out, at Telegram and here.", ["tgp accounts logout main", "tgp accounts logout main --forget"],
            static (options, context, cancel) => new AccountsCommand(options, context).LogOutAsync(options.Name, options.Forget, cancel));
        registry.AddCommand<AccountConnectOptions>(
            "accounts import", "Takes over a sign-in from a session string of Telethon or mtcute.", ["tgp accounts import main", "tgp accounts import main < session.txt"],
            static (options, context, cancel) => new ImportCommand(options, context).RunAsync(cancel));
    }
}
