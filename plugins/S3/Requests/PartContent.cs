using System.Net;

namespace TgPlatform.Plugins.S3.Requests;

/// <summary>The body of a request, from a buffer that stays its owner's and can be sent again.</summary>
internal sealed class PartContent(PartBuffer buffer) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (var chunk in buffer.Chunks())
            await stream.WriteAsync(chunk, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = buffer.Length;
        return true;
    }
}
