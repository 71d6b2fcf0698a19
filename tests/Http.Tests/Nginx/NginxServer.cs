using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TgPlatform.Testing;

namespace TgPlatform.Http.Tests.Nginx;

/// <summary>An nginx of the test's own: on loopback, with everything it writes in a temporary folder.</summary>
public sealed class NginxServer : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private Process? _process;

    public string Root { get; private set; } = "";

    /// <summary>The folder it shows.</summary>
    public string Files => _folder.At("files");

    public void Write(string name, byte[] content) => _folder.Write("files/" + name, content);

    public async Task InitializeAsync()
    {
        if (NginxFactAttribute.Program is not { } program)
            return;
        Directory.CreateDirectory(Files);
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            Root = $"http://127.0.0.1:{port}";
            _folder.Write("nginx.conf", System.Text.Encoding.UTF8.GetBytes(Configuration(port)));
            // The parent answers only once its sockets listen; then it leaves, and the daemon's id is in the file.
            using var starting = Process.Start(new ProcessStartInfo(program, ["-p", _folder.Root, "-e", "error.log", "-c", _folder.At("nginx.conf")]) { RedirectStandardError = true })!;
            var errors = await starting.StandardError.ReadToEndAsync();
            await starting.WaitForExitAsync();
            if (starting.ExitCode == 0)
                break;
            if (attempt == 4)
                throw new InvalidOperationException("nginx does not start: " + errors);
        }

        _process = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(_folder.At("nginx.pid")), null));
    }

    public async Task DisposeAsync()
    {
        if (_process is null)
            return;
        using var stopping = Process.Start(NginxFactAttribute.Program!, ["-p", _folder.Root, "-e", "error.log", "-c", _folder.At("nginx.conf"), "-s", "stop"]);
        await stopping.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }

    // Started by root, nginx would hand its work to a user who may not read the folder; started by anybody else, it ignores the line.
    // gzip_static always: the answer is compressed whatever the client says, as misconfigured servers do.
    private string Configuration(int port) => $$"""
        pid {{_folder.At("nginx.pid")}};
        user {{Environment.UserName}};
        worker_processes 1;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path {{_folder.At("t1")}}; proxy_temp_path {{_folder.At("t2")}}; fastcgi_temp_path {{_folder.At("t3")}};
          uwsgi_temp_path {{_folder.At("t4")}}; scgi_temp_path {{_folder.At("t5")}};
          keepalive_requests 100000;
          server {
            listen 127.0.0.1:{{port}};
            root {{Files}};
            location /unasked/ { gzip_static always; gunzip off; }
          }
        }
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
