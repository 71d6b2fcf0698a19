namespace TgPlatform.Plugins.S3.Connections;

/// <summary>What a server can do beyond storing what it is given.</summary>
/// <param name="Conditions">It refuses a put that asks for a free name when the name is taken.</param>
/// <param name="Crc32C">It compares CRC-32C sums with what arrives.</param>
/// <param name="Crc64Nvme">It compares CRC-64/NVME sums with what arrives.</param>
internal sealed record EndpointPowers(bool Conditions, bool Crc32C, bool Crc64Nvme)
{
    public static EndpointPowers Aws { get; } = new(true, true, true);
}
