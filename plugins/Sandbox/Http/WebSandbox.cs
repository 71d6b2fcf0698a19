using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>A web server on loopback with generated media. Nothing exists before it is started.</summary>
/// <param name="context">What the runtime lends.</param>
public sealed class WebSandbox(PluginContext context) : ISandbox
{
    private KestrelServer? _server;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, string>> StartAsync(CancellationToken cancellationToken)
    {
        var remembered = new RememberedPort(context);
        foreach (var port in remembered.Candidates)
        {
            if (await TryStartAsync(port, cancellationToken))
                break;
        }

        var address = _server!.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        remembered.Remember(new Uri(address).Port);
        context.Logger.LogInformation("Sandbox web server on {Address}", address);
        return new Dictionary<string, string> { ["SANDBOX_HTTP"] = address };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        // No waiting for what still runs: whoever ends a sandbox has done with it.
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }

    private async ValueTask<bool> TryStartAsync(int port, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port);
        // Clients that go away are what a sandbox is for; nobody wants to read about each.
        var server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new WebApplication(context.Time), cancellationToken);
            _server = server;
            return true;
        }
        catch (IOException) when (port != 0)
        {
            // Somebody else has that port now.
            server.Dispose();
            return false;
        }
    }
}
