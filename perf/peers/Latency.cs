using System.Diagnostics;

namespace TgPlatform.Peers;

/// <summary>How latency is made: by the kernel where it can delay packets, else by a server that holds back each answer.</summary>
internal sealed class Latency
{
    private readonly bool _kernel;

    private Latency(bool kernel) => _kernel = kernel;

    /// <summary>What to tell readers about it.</summary>
    public string Method => _kernel
        ? "tc netem on a loopback of our own: every packet is late by half the latency in each direction"
        : "nginx holds back each answer (this kernel has no netem, or there is no network of our own): every request costs it once, connecting and flow control do not feel it";

    /// <summary>Finds out what works here.</summary>
    public static Latency Find() =>
        new(Environment.GetEnvironmentVariable("PEERS_OWN_NETWORK") == "1" && Tc("add", "netem", "delay", "1ms") && Tc("del"));

    /// <summary>Sets it for what follows.</summary>
    /// <returns>How long nginx has to hold back each answer.</returns>
    public TimeSpan Set(int milliseconds)
    {
        if (!_kernel)
            return TimeSpan.FromMilliseconds(milliseconds);
        _ = Tc("del");
        if (milliseconds > 0 && !Tc("add", "netem", "delay", $"{milliseconds * 500}us", "limit", "500000"))
            throw new InvalidOperationException("tc netem worked and does no more");
        return TimeSpan.Zero;
    }

    private static bool Tc(string verb, params string[] rest)
    {
        using var tc = Process.Start(new ProcessStartInfo("tc", ["qdisc", verb, "dev", "lo", "root", .. rest]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        tc.WaitForExit();
        return tc.ExitCode == 0;
    }
}
