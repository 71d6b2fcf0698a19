using System.Diagnostics;
using System.Net.Sockets;

namespace TgPlatform.Peers;

/// <summary>nginx on this machine, serving one folder from the page cache with sendfile.</summary>
internal sealed class Nginx : IDisposable
{
    private const string LuaModule = "/usr/lib/nginx/modules/ngx_http_lua_module.so";
    private const string KitModule = "/usr/lib/nginx/modules/ndk_http_module.so";
    private readonly Process _process;

    private Nginx(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The address of a file.</summary>
    public string AddressOf(string name) => $"http://127.0.0.1:{Port}/{name}";

    /// <summary>Starts it.</summary>
    /// <param name="folder">What it serves.</param>
    /// <param name="work">Where its configuration and logs go.</param>
    /// <param name="pause">How long each answer is held back.</param>
    /// <param name="rule">What else it does to every request, in its own language.</param>
    public static Nginx Start(string folder, string work, TimeSpan pause, string rule = "")
    {
        Directory.CreateDirectory(work);
        var port = FreePort();
        var modules = pause > TimeSpan.Zero ? $"load_module {KitModule}; load_module {LuaModule};" : "";
        var held = pause > TimeSpan.Zero ? $"access_by_lua_block {{ ngx.sleep({pause.TotalSeconds:0.000}) }}" : "";
        // The cache has room for the 10,000 files of a case and not for many more: beyond what a process may open, nginx answers 500.
        File.WriteAllText(Path.Combine(work, "nginx.conf"), $$"""
            {{modules}}
            daemon off; worker_processes 1; pid nginx.pid; error_log error.log warn; user root;
            events { worker_connections 1024; }
            http {
              access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; keepalive_timeout 75s;
              client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp; uwsgi_temp_path temp; scgi_temp_path temp;
              open_file_cache max=12000 inactive=1h; open_file_cache_valid 1h;
              default_type application/octet-stream; limit_conn_zone $server_name zone=all:1m;
              server { listen 127.0.0.1:{{port}}; root {{folder}}; autoindex on; {{held}} {{rule}} }
            }
            """);
        var process = Process.Start(new ProcessStartInfo("nginx", ["-p", work, "-c", "nginx.conf", "-e", "error.log"])) ?? throw new InvalidOperationException("nginx was not started");
        var nginx = new Nginx(process, port);
        try
        {
            nginx.AwaitListening(Path.Combine(work, "error.log"));
            return nginx;
        }
        catch
        {
            nginx.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // QUIT and not KILL: the master takes its worker along.
        if (!_process.HasExited)
            Process.Start("kill", ["-QUIT", $"{_process.Id}"]).WaitForExit();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void AwaitListening(string log)
    {
        for (var attempt = 0; attempt < 200 && !_process.HasExited; attempt++)
        {
            try
            {
                using var client = new TcpClient("127.0.0.1", Port);
                return;
            }
            catch (SocketException)
            {
                _process.WaitForExit(TimeSpan.FromMilliseconds(50));
            }
        }

        throw new InvalidOperationException($"nginx does not answer: {(File.Exists(log) ? File.ReadAllText(log) : "no log")}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
