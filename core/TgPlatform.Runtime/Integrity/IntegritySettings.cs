using System.ComponentModel;

namespace TgPlatform.Runtime.Integrity;

/// <summary>The <c>integrity:</c> section of a pipeline. Length and CRC-64/NVME are counted of everything in any case.</summary>
public sealed record IntegritySettings
{
    /// <summary>The sum.</summary>
    [Description("The sum that is kept of everything stored: crc64 (finds accidents, and costs next to nothing), sha256 (finds forgeries too, and is what others compare with). It is kept in the ledger, compared by 'tgp verify', and written by 'tgp ledger export'. What the source declares is compared in any case.")]
    public ContentHash Hash { get; init; } = ContentHash.Crc64;
}

/// <summary>A sum over content.</summary>
public enum ContentHash
{
    /// <summary>CRC-64/NVME.</summary>
    Crc64 = 0,

    /// <summary>SHA-256, and CRC-64/NVME.</summary>
    Sha256,
}
