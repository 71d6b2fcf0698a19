namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>Where a file comes from, packed into its 64-bit id, so that any id can be traced back without a table.</summary>
internal readonly record struct FileIdentity(int ChatNumber, int MessageId, int Version, int Part)
{
    /// <summary>The message's own photo or document.</summary>
    public const int Main = 1;

    /// <summary>The smaller quality of a video.</summary>
    public const int LowQuality = 2;

    public long Id => (long)Mixer.Scramble((ulong)Part << 60 | (ulong)(ChatNumber & 0xfffff) << 40 | (ulong)(Version & 0xff) << 32 | (uint)MessageId);

    public static FileIdentity Of(long id)
    {
        var packed = Mixer.Unscramble((ulong)id);
        return new FileIdentity((int)(packed >> 40) & 0xfffff, (int)packed, (int)(packed >> 32) & 0xff, (int)(packed >> 60));
    }
}
