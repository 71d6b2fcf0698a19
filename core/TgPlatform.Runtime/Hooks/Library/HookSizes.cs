namespace TgPlatform.Runtime.Hooks.Library;

/// <summary>Sizes as people write them: <c>item.Size &lt; 2.GB()</c>, <c>1.5.GiB()</c>. KB, MB, GB, TB count by 1,000; KiB, MiB, GiB, TiB by 1,024.</summary>
public static class HookSizes
{
    /// <summary>So many times 1,000 bytes.</summary>
    public static long KB(this int count) => count * 1_000L;

    /// <summary>So many times 1,000,000 bytes.</summary>
    public static long MB(this int count) => count * 1_000_000L;

    /// <summary>So many times 1,000,000,000 bytes.</summary>
    public static long GB(this int count) => count * 1_000_000_000L;

    /// <summary>So many times 1,000,000,000,000 bytes.</summary>
    public static long TB(this int count) => checked(count * 1_000_000_000_000L);

    /// <summary>So many times 1,024 bytes.</summary>
    public static long KiB(this int count) => (long)count << 10;

    /// <summary>So many times 1,048,576 bytes.</summary>
    public static long MiB(this int count) => (long)count << 20;

    /// <summary>So many times 1,073,741,824 bytes.</summary>
    public static long GiB(this int count) => (long)count << 30;

    /// <summary>So many times 1,099,511,627,776 bytes.</summary>
    public static long TiB(this int count) => checked(count * (1L << 40));

    /// <summary>So many times 1,000 bytes.</summary>
    public static long KB(this double count) => checked((long)(count * 1e3));

    /// <summary>So many times 1,000,000 bytes.</summary>
    public static long MB(this double count) => checked((long)(count * 1e6));

    /// <summary>So many times 1,000,000,000 bytes.</summary>
    public static long GB(this double count) => checked((long)(count * 1e9));

    /// <summary>So many times 1,000,000,000,000 bytes.</summary>
    public static long TB(this double count) => checked((long)(count * 1e12));

    /// <summary>So many times 1,024 bytes.</summary>
    public static long KiB(this double count) => checked((long)(count * (1L << 10)));

    /// <summary>So many times 1,048,576 bytes.</summary>
    public static long MiB(this double count) => checked((long)(count * (1L << 20)));

    /// <summary>So many times 1,073,741,824 bytes.</summary>
    public static long GiB(this double count) => checked((long)(count * (1L << 30)));

    /// <summary>So many times 1,099,511,627,776 bytes.</summary>
    public static long TiB(this double count) => checked((long)(count * (1L << 40)));
}
