using System.Net;

namespace TgPlatform.Plugins.Sandbox.Telegram;

/// <summary>How the emulated service is set up. Everything that may change later is in its faults and its world.</summary>
public sealed record EmulatedTelegramOptions
{
    /// <summary>How many data centres there are, numbered from 1.</summary>
    public int DataCentres { get; init; } = 4;

    /// <summary>Where they listen; only loopback addresses are accepted.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port of data centre 1, the next ones follow; 0 takes free ports.</summary>
    public int FirstPort { get; init; }

    /// <summary>True: a further data centre, 203, plays the CDN.</summary>
    public bool Cdn { get; init; } = true;

    /// <summary>The RSA key in PEM form, so that clients may keep its public half; null makes a new one.</summary>
    public string? PrivateKeyPem { get; init; }

    /// <summary>The 16 bytes of the MTProxy's secret.</summary>
    public byte[] ProxySecret { get; init; } = Convert.FromHexString("00112233445566778899aabbccddeeff");

    /// <summary>The web server the MTProxy pretends to be, for clients whose secret begins with ee.</summary>
    public string ProxyHost { get; init; } = "www.example.org";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
