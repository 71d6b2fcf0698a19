using System.Diagnostics;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using TgPlatform.Testing;

namespace TgPlatform.S3Server;

/// <summary>A real S3 server, Ceph's radosgw, started once for the whole test run; it ends with this process, however that ends.</summary>
public sealed class RadosGateway : IDisposable
{
    public const string AccessKey = "test", SecretKey = "testtest";

    private static readonly Lazy<Task<RadosGateway>> Only = new(StartAsync);

    private readonly Process _process;
    private readonly TempFolder _folder;

    private RadosGateway(Process process, TempFolder folder, string url)
    {
        (_process, _folder, Url) = (process, folder, url);
        Client = new(new BasicAWSCredentials(AccessKey, SecretKey), new AmazonS3Config
        {
            ServiceURL = url,
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>Why there is none; null when there can be.</summary>
    public static string? Missing { get; } = FirstMissing("ceph-mon", "ceph-mgr", "ceph-osd", "ceph", "radosgw", "radosgw-admin") is { } program ? $"{program} is not installed" : null;

    public string Url { get; }

    /// <summary>The SDK's own client, to look at the store without the plugin.</summary>
    public AmazonS3Client Client { get; }

    public static Task<RadosGateway> GetAsync() => Only.Value;

    /// <summary>A new bucket with a name of its own.</summary>
    public async Task<TestBucket> MakeBucketAsync()
    {
        var name = $"b{Guid.NewGuid():N}";
        await Client.PutBucketAsync(name);
        return new(Client, name);
    }

    /// <summary>Runs Ceph's own administration program against it.</summary>
    public async Task AdministrateAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("radosgw-admin", arguments)
        {
            Environment = { ["CEPH_CONF"] = _folder.At("ceph.conf") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"radosgw-admin {string.Join(' ', arguments)}: {output}");
    }

    public void Dispose()
    {
        if (_process.HasExited)
            return;
        // Its standard input ends, and with it the server.
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(30));
        _folder.Dispose();
    }

    private static async Task<RadosGateway> StartAsync()
    {
        var folder = new TempFolder();
        var process = Process.Start(new ProcessStartInfo("bash", [Script(), folder.Root]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
                return new(process, folder, line["ready ".Length..]);
            said.Add(line);
        }

        throw new InvalidOperationException($"radosgw does not start: {string.Join('\n', said)}");
    }

    private static string? FirstMissing(params string[] programs)
    {
        var folders = $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin".Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return programs.FirstOrDefault(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))));
    }

    private static string Script([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "radosgw.sh");
}
