using TgPlatform.Plugins.S3.Connections;

namespace TgPlatform.Plugins.S3.Requests;

/// <summary>The server refused a request; whoever sent it knows what that means.</summary>
internal sealed class RefusedException(S3Answer answer) : Exception($"{answer.Code} ({answer.Status})")
{
    public S3Answer Answer { get; } = answer;
}
