namespace TgPlatform.Plugins.Sandbox.Telegram.Transport;

/// <summary>An MTProxy (core.telegram.org/mtproto/mtproto-transports#transport-obfuscation): the header, keyed with the secret, names the data centre.</summary>
/// <param name="host">The web server it pretends to be to those who speak TLS to it.</param>
internal sealed class MtProxyRelay(TelegramServer server, byte[] secret, string host)
{
    private readonly FakeTls _disguise = new(server, secret, host);

    public async Task ServeAsync(Stream stream, CancellationToken cancellation)
    {
        if (await WireOpening.OpenAsync(stream, secret, cancellation, _disguise) is not { } wire) return;
        // Test data centres are numbered from 10000 up, and negative numbers ask for media only.
        var dataCentre = server.DataCentres.FirstOrDefault(one => one.Id == wire.NamedDataCentre % 10000);
        if (dataCentre is not null) await dataCentre.ServeAsync(wire);
        else wire.Dispose();
    }
}
