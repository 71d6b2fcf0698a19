using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TgPlatform.Plugins.Sandbox.Telegram;

namespace TgPlatform.Plugins.Sandbox.Control;

/// <summary>Switches faults and lets things happen while the services run. Listens on loopback and answers nothing without its token.</summary>
internal sealed class ControlServer(EmulatedTelegram telegram) : IAsyncDisposable
{
    public const string AddressVariable = "SANDBOX_CONTROL", TokenVariable = "SANDBOX_CONTROL_TOKEN";

    private readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private WebApplication? _application;

    /// <summary>Starts to listen.</summary>
    /// <returns>The variables that lead there.</returns>
    public async Task<IReadOnlyDictionary<string, string>> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddRoutingCore();
        _application = builder.Build();
        _application.Use(AdmitAsync);
        new ControlActions(telegram).MapTo(_application);
        await _application.StartAsync(cancellationToken);
        return new Dictionary<string, string> { [AddressVariable] = _application.Urls.Single(), [TokenVariable] = _token };
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is null) return;
        // No waiting for what still runs: whoever ends a sandbox has done with it.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        var given = Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString());
        if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes("Bearer " + _token))) return next(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
