namespace TgPlatform.Sandbox.Tests.Telegram;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tgp-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
