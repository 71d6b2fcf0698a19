using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Telegram.Crypto;
using TgPlatform.Plugins.Sandbox.Telegram.Session;
using TgPlatform.Plugins.Sandbox.Telegram.Tl;
using TgPlatform.Plugins.Sandbox.Telegram.Views;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc.Methods;

/// <summary>Logging in by code and password (core.telegram.org/api/auth, /api/srp), and out.</summary>
internal static class LoginMethods
{
    public static void AddTo(RpcTable table)
    {
        table.AddOpen("auth.sendCode", SendCode);
        table.AddOpen("auth.resendCode", ResendCode);
        table.AddOpen("auth.cancelCode", CancelCode);
        table.AddOpen("auth.signIn", SignIn);
        table.AddOpen("account.getPassword", Password);
        table.AddOpen("auth.checkPassword", CheckPassword);
        table.Add("auth.logOut", LogOut);
    }

    public static TlObject Authorize(RpcCall call, Account account)
    {
        call.Session.Key.Login = new Login { Account = account };
        call.Session.WantsUpdates = true;
        return new TlObject("auth.authorization") { ["user"] = PeerView.User(account, account) };
    }

    /// <summary>Logs in, or asks for the password first.</summary>
    public static TlObject AuthorizeOrAskPassword(RpcCall call, Account account)
    {
        if (account.Options.Password is null) return Authorize(call, account);
        call.Session.Key.Login = new Login { AwaitsPassword = account };
        throw new RpcException(401, "SESSION_PASSWORD_NEEDED");
    }

    private static TlObject SendCode(RpcCall call)
    {
        if (call.Query.Int("api_id") == 0 || call.Query.Text("api_hash").Length == 0) throw new RpcException(400, "API_ID_INVALID");
        var account = AccountOf(call);
        if (account.Options.DataCentre != call.DataCentre.Id) throw new RpcException(303, $"PHONE_MIGRATE_{account.Options.DataCentre}");
        return Send(call, new SentCode(account, Convert.ToHexString(RandomNumberGenerator.GetBytes(9)), 0));
    }

    private static TlObject ResendCode(RpcCall call)
    {
        var code = CodeOf(call);
        if (code.Resends > 0) throw new RpcException(406, "SEND_CODE_UNAVAILABLE");
        return Send(call, code with { Resends = code.Resends + 1 });
    }

    private static TlObject Send(RpcCall call, SentCode code)
    {
        call.Session.Key.Login = new Login { Code = code };
        var (delivery, length) = (code.Resends > 0 ? CodeDelivery.Sms : code.Account.Options.CodeDelivery, code.Account.Options.Code.Length);
        var type = delivery switch
        {
            CodeDelivery.App => new TlObject("auth.sentCodeTypeApp") { ["length"] = length },
            CodeDelivery.Sms => new TlObject("auth.sentCodeTypeSms") { ["length"] = length },
            _ => new TlObject("auth.sentCodeTypeEmailCode") { ["length"] = length, ["email_pattern"] = "a***@example.org" },
        };
        var sent = new TlObject("auth.sentCode") { ["type"] = type, ["phone_code_hash"] = code.Hash };
        if (code.Resends > 0 || delivery != CodeDelivery.App) return sent;
        sent["next_type"] = new TlObject("auth.codeTypeSms");
        sent["timeout"] = 60;
        return sent;
    }

    private static object CancelCode(RpcCall call)
    {
        CodeOf(call);
        call.Session.Key.Login = new Login();
        return true;
    }

    private static TlObject SignIn(RpcCall call)
    {
        var code = CodeOf(call);
        var isMailed = code is { Resends: 0, Account.Options.CodeDelivery: CodeDelivery.Email };
        var given = !isMailed ? call.Query.Text("phone_code") : call.Query.Has("email_verification") ? call.Query.Object("email_verification").Text("code") : "";
        if (given.Length == 0) throw new RpcException(400, "PHONE_CODE_EMPTY");
        if (given != code.Account.Options.Code) throw new RpcException(400, "PHONE_CODE_INVALID");
        return AuthorizeOrAskPassword(call, code.Account);
    }

    private static TlObject Password(RpcCall call)
    {
        var account = call.Login.AwaitsPassword ?? call.Account;
        var answer = new TlObject("account.password") { ["new_algo"] = Algorithm([], []), ["new_secure_algo"] = new TlObject("securePasswordKdfAlgoUnknown"), ["secure_random"] = RandomNumberGenerator.GetBytes(32) };
        if (account.Options.Password is not { } password) return answer;
        var exchange = new PasswordExchange(Mixer.Id((ulong)account.Id, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8))), new SecureRemotePassword(password));
        call.Login.Password = exchange;
        answer["has_password"] = true;
        answer["current_algo"] = Algorithm(exchange.Check.Salt1, exchange.Check.Salt2);
        answer["srp_B"] = exchange.Check.PublicValue;
        answer["srp_id"] = exchange.Id;
        answer["hint"] = account.Options.PasswordHint;
        return answer;
    }

    private static TlObject Algorithm(byte[] salt1, byte[] salt2) => new("passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow")
    {
        ["salt1"] = salt1,
        ["salt2"] = salt2,
        ["g"] = DhGroup.Generator,
        ["p"] = DhGroup.PrimeBytes,
    };

    private static TlObject CheckPassword(RpcCall call)
    {
        var account = call.Login.AwaitsPassword ?? throw new RpcException(400, "PASSWORD_HASH_INVALID");
        var proof = call.Query.Object("password");
        if (call.Login.Password is not { } exchange || exchange.Id != proof.Long("srp_id")) throw new RpcException(400, "SRP_ID_INVALID");
        if (!exchange.Check.Proves(proof.Bytes("A"), proof.Bytes("M1"))) throw new RpcException(400, "PASSWORD_HASH_INVALID");
        return Authorize(call, account);
    }

    private static TlObject LogOut(RpcCall call)
    {
        call.Session.Key.Login = new Login();
        return new TlObject("auth.loggedOut");
    }

    private static Account AccountOf(RpcCall call)
    {
        var phone = call.Query.Text("phone_number");
        if (!phone.Any(char.IsAsciiDigit)) throw new RpcException(400, "PHONE_NUMBER_INVALID");
        return call.World.FindAccount(phone) ?? throw new RpcException(400, "PHONE_NUMBER_UNOCCUPIED");
    }

    private static SentCode CodeOf(RpcCall call)
    {
        var account = AccountOf(call);
        var code = call.Login.Code;
        if (code is null || code.Account != account || code.Hash != call.Query.Text("phone_code_hash")) throw new RpcException(400, "PHONE_CODE_EXPIRED");
        return code;
    }
}
