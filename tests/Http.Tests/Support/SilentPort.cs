using System.Net;
using System.Net.Sockets;

namespace TgPlatform.Http.Tests.Support;

/// <summary>A port at which nobody listens, and that nobody else gets meanwhile: it is bound, and no more.</summary>
internal sealed class SilentPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SilentPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Authority => $"127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}";

    public void Dispose() => _socket.Dispose();
}
