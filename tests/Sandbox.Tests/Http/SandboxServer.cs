using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Http;

namespace TgPlatform.Sandbox.Tests.Http;

/// <summary>A running web sandbox and a client for it.</summary>
public sealed class SandboxServer : IAsyncLifetime, IAsyncDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("tgp-test-").FullName;
    private WebSandbox? _sandbox;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    public async Task InitializeAsync()
    {
        _sandbox = new(new PluginContext { StateFolder = _state });
        Variables = await _sandbox.StartAsync(CancellationToken.None);
        Client.BaseAddress = new(Variables["SANDBOX_HTTP"]);
    }

    public Task DisposeAsync() => ((IAsyncDisposable)this).DisposeAsync().AsTask();

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        Client.Dispose();
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }
}
