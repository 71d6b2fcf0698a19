namespace TgPlatform.S3Server;

/// <summary>A test that needs radosgw; skipped with the reason where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GatewayFactAttribute : FactAttribute
{
    public GatewayFactAttribute() => Skip = RadosGateway.Missing;
}
