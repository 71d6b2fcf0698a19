using TgPlatform.Contracts;
using TgPlatform.Plugins.Telegram.Accounts;
using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Tl;
using TgPlatform.Plugins.Telegram.Transport;

namespace TgPlatform.Plugins.Telegram.Commands;

/// <summary>What the client's exceptions mean for the person at the terminal.</summary>
internal static class CommandFailures
{
    public static async Task<T> SayAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception error) when (MessageOf(error) is { } message)
        {
            throw new FailureException(FailureKind.Permanent, message, error);
        }
    }

    private static string? MessageOf(Exception error) => error switch
    {
        FloodWaitException flood => $"Telegram wants a pause of {flood.Wait} first ({flood.Name}). Try again after it, not before: trying makes it longer.",
        RpcException refused => Advice(refused.Name) ?? refused.Message,
        ConnectionLostException lost => $"Telegram cannot be reached: {lost.Message}. Check the network, or name a proxy with --proxy.",
        SecurityCheckException check => $"What answered is not Telegram, or was tampered with: {check.Message}",
        LoginFailedException or AccountInUseException or AccountUnreadableException or TlException => error.Message,
        FormatException or UnauthorizedAccessException or IOException => error.Message,
        _ => null,
    };

    private static string? Advice(string name) => name switch
    {
        "API_ID_INVALID" => "Telegram does not know this application. Check --api-id and --api-hash at my.telegram.org.",
        "API_ID_PUBLISHED_FLOOD" => "This application was published and is blocked for sign-ins. Make your own at my.telegram.org.",
        "PHONE_NUMBER_INVALID" => "Telegram does not take this phone number. Write it with its country's prefix: +491700000001.",
        "PHONE_NUMBER_BANNED" => "Telegram has banned this phone number.",
        "PHONE_NUMBER_FLOOD" or "PHONE_PASSWORD_FLOOD" => "There were too many attempts to sign in with this number. Try again tomorrow.",
        "PHONE_NUMBER_UNOCCUPIED" => "No account has this number. Sign up in an official app first.",
        "PHONE_CODE_EXPIRED" => "The code has expired. Sign in again, and give the code sooner.",
        "PHONE_CODE_INVALID" => "The code was not right. Sign in again.",
        "PASSWORD_HASH_INVALID" => "The password was not right. Sign in again.",
        "SEND_CODE_UNAVAILABLE" => "Telegram has no other way to send the code. Wait for it, or use --qr.",
        "UPDATE_APP_TO_LOGIN" => "Telegram asks for a newer app to sign in by code. Use --qr.",
        "AUTH_KEY_UNREGISTERED" or "SESSION_REVOKED" or "USER_DEACTIVATED" or "USER_DEACTIVATED_BAN" => $"The sign-in does not hold any more ({name}). Remove it with 'tgp accounts logout NAME --forget', and sign in again.",
        "AUTH_KEY_DUPLICATED" => "The sign-in was used from two places at once, and Telegram has ended it. Remove it with 'tgp accounts logout NAME --forget', and sign in again.",
        _ => null,
    };
}
