namespace TgPlatform.Plugins.Sandbox.Telegram.Rpc;

/// <summary>A refusal by the API: what becomes an rpc_error.</summary>
internal sealed class RpcException(int code, string text) : Exception(text)
{
    public int Code => code;
}
