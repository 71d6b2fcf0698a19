namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>What becomes of an upload that ends unfinished.</summary>
public enum Unfinished
{
    /// <summary>Its parts stay on the server, and the next attempt continues behind them.</summary>
    Keep = 0,

    /// <summary>It is aborted, and the next attempt begins anew.</summary>
    Abort,
}
