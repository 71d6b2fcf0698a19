using TgPlatform.Plugins.Telegram.Crypto;
using TgPlatform.Plugins.Telegram.Rpc;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Accounts;

/// <summary>What a person answers while an account logs in.</summary>
internal interface ILoginPrompt
{
    /// <summary>The code, and where it was sent, for people: <c>an app</c>, <c>SMS</c>. Null asks for it to be sent another way.</summary>
    Task<string?> CodeAsync(SentCode sent, CancellationToken cancel);

    /// <summary>The password of two-step verification; asked again when it was wrong.</summary>
    Task<string> PasswordAsync(string hint, CancellationToken cancel);
}

/// <summary>Where a code went.</summary>
/// <param name="Via">For people: an app, SMS, a call, e-mail.</param>
/// <param name="Length">How many digits it has; 0 when not told.</param>
/// <param name="WasWrong">The last one given was refused.</param>
internal sealed record SentCode(string Via, int Length, bool WasWrong);

/// <summary>The login cannot be finished here; the message says what to do.</summary>
internal sealed class LoginFailedException(string message) : Exception(message);

/// <summary>Logs an account in by code, then by password if it has one (core.telegram.org/api/auth).</summary>
internal sealed class Login(TelegramClient client, ILoginPrompt prompt)
{
    private const int MostAttempts = 3;

    public async Task<AnyUser> ByCodeAsync(string phone, CancellationToken cancel)
    {
        var answer = await client.InvokeAsync(new AuthSendCode { PhoneNumber = phone, ApiId = client.Options.ApiId, ApiHash = client.Options.ApiHash, Settings = new CodeSettings() }, cancel);
        for (int attempt = 1, wrong = 0; attempt <= 2 * MostAttempts; attempt++)
        {
            if (answer is AuthSentCodeSuccess done) return Finished(done.Authorization);
            if (answer is not AuthSentCode sent) throw new LoginFailedException($"Telegram wants {answer.SchemaName}, which only its own apps can do. Log in by QR code instead.");
            if (sent.Type is AuthSentCodeTypeSetUpEmailRequired) throw new LoginFailedException("Telegram wants an e-mail address for this account first. Set one up in an official app, then log in again.");
            var code = await prompt.CodeAsync(new SentCode(Via(sent.Type), LengthOf(sent.Type), wrong > 0), cancel);
            if (code is null)
            {
                answer = await client.InvokeAsync(new AuthResendCode { PhoneNumber = phone, PhoneCodeHash = sent.PhoneCodeHash }, cancel);
                continue;
            }
            try
            {
                var isMailed = sent.Type is AuthSentCodeTypeEmailCode;
                return Finished(await client.InvokeAsync(new AuthSignIn
                {
                    PhoneNumber = phone, PhoneCodeHash = sent.PhoneCodeHash, PhoneCode = isMailed ? null : code, EmailVerification = isMailed ? new EmailVerificationCode { Code = code } : null,
                }, cancel));
            }
            catch (RpcException error) when (error.Name == "SESSION_PASSWORD_NEEDED")
            {
                return await ByPasswordAsync(cancel);
            }
            catch (RpcException error) when (error.Name is "PHONE_CODE_INVALID" or "PHONE_CODE_EMPTY" or "CODE_INVALID" && ++wrong < MostAttempts)
            {
            }
        }
        throw new LoginFailedException("The login was given up after too many attempts. Wait a while before the next.");
    }

    public async Task<AnyUser> ByPasswordAsync(CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var asked = await client.InvokeAsync(new AccountGetPassword(), cancel);
            if (asked.CurrentAlgo is not PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow algorithm || asked.SrpB is null || asked.SrpId is null)
                throw new LoginFailedException("Telegram asks for the password in a way this version does not know. Update TgPlatform.");
            var password = await prompt.PasswordAsync(asked.Hint ?? "", cancel);
            var proof = SrpPassword.Prove(password, new SrpPassword.Question(algorithm.Salt1, algorithm.Salt2, algorithm.G, algorithm.P, asked.SrpB));
            try
            {
                return Finished(await client.InvokeAsync(new AuthCheckPassword { Password = new InputCheckPasswordSRP { SrpId = asked.SrpId.Value, A = proof.A, M1 = proof.M1 } }, cancel));
            }
            catch (RpcException error) when (error.Name is "PASSWORD_HASH_INVALID" or "SRP_ID_INVALID" && attempt < MostAttempts)
            {
            }
        }
    }

    /// <summary>Ends the login on the service's side and forgets it here.</summary>
    public static async Task LogOutAsync(TelegramClient client, CancellationToken cancel)
    {
        await client.InvokeAsync(new AuthLogOut(), cancel);
        client.LoggedIn(null);
    }

    internal AnyUser Finished(AnyAuthAuthorization answer)
    {
        if (answer is not AuthAuthorization { User: var user }) throw new LoginFailedException("No account has this number. Sign up in an official app first.");
        client.LoggedIn(user);
        return user;
    }

    private static string Via(AnyAuthSentCodeType type) => type switch
    {
        AuthSentCodeTypeApp => "a Telegram app",
        AuthSentCodeTypeSms or AuthSentCodeTypeFirebaseSms => "SMS",
        AuthSentCodeTypeSmsWord or AuthSentCodeTypeSmsPhrase => "SMS, as words",
        AuthSentCodeTypeCall or AuthSentCodeTypeFlashCall or AuthSentCodeTypeMissedCall => "a call",
        AuthSentCodeTypeEmailCode => "e-mail",
        AuthSentCodeTypeFragmentSms => "fragment.com",
        _ => type.SchemaName,
    };

    private static int LengthOf(AnyAuthSentCodeType type) => type switch
    {
        AuthSentCodeTypeApp app => app.Length,
        AuthSentCodeTypeSms sms => sms.Length,
        AuthSentCodeTypeCall call => call.Length,
        AuthSentCodeTypeEmailCode mail => mail.Length,
        _ => 0,
    };
}
