using System.Runtime.InteropServices;

namespace TgPlatform.Runtime.Engine;

/// <summary>Pins the calling thread to one core.</summary>
internal static partial class CoreAffinity
{
    private const int MaskBytes = 128;

    /// <summary>Whether threads can be pinned on this system.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsWindows();

    /// <summary>Pins the calling thread.</summary>
    /// <returns>Null, or why it did not work.</returns>
    public static string? Pin(int core)
    {
        if (OperatingSystem.IsWindows())
        {
            return core < 64 && SetThreadAffinityMask(GetCurrentThread(), (nuint)1 << core) != 0
                ? null
                : $"core {core} does not exist or is not allowed";
        }

        if (!OperatingSystem.IsLinux())
            return "threads cannot be pinned on this system";
        Span<byte> mask = stackalloc byte[MaskBytes];
        mask.Clear();
        if (core >= MaskBytes * 8)
            return $"core {core} does not exist";
        mask[core / 8] = (byte)(1 << (core % 8));
        return SchedSetAffinity(0, MaskBytes, in MemoryMarshal.GetReference(mask)) == 0
            ? null
            : $"core {core} does not exist or is not allowed (error {Marshal.GetLastPInvokeError()})";
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SchedSetAffinity(int thread, nuint maskBytes, in byte mask);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nuint SetThreadAffinityMask(nint thread, nuint mask);
}
