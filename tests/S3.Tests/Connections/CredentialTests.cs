using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.Plugins.S3.Tests.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Connections;

/// <summary>Who we are: told, by a profile, or found out by AWS's own chain.</summary>
[NeedsGateway]
public sealed class CredentialTests : SinkBench
{
    // The SDK asks once per process where the file is.
    [ModuleInitializer]
    internal static void WriteProfiles()
    {
        var folder = new TempFolder();
        var file = folder.Write("credentials", System.Text.Encoding.UTF8.GetBytes($"[backup]\naws_access_key_id = {RadosGateway.AccessKey}\naws_secret_access_key = {RadosGateway.SecretKey}\n"));
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", file);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
    }

    [Fact]
    public async Task Connect_ByAProfile_TakesItsKeys()
    {
        await using var sink = await ConnectAsync(static options => Unknown(options) with { Profile = "backup" });

        await StoreAsync(sink, "name.bin", [1]);
    }

    [Fact]
    public async Task Connect_ProfileIsNotThere_SaysSo()
    {
        var refused = await Assert.ThrowsAsync<FailureException>(() => ConnectAsync(static options => Unknown(options) with { Profile = "nobody" }));

        Assert.Contains("nobody", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NothingTold_AsksTheChain()
    {
        using var variables = new Variables(("AWS_ACCESS_KEY_ID", RadosGateway.AccessKey), ("AWS_SECRET_ACCESS_KEY", RadosGateway.SecretKey));

        await using var sink = await ConnectAsync(Unknown);

        await StoreAsync(sink, "name.bin", [1]);
    }

    [Fact]
    public async Task Connect_TemporaryKeys_SendsTheirTokenSigned()
    {
        var tokens = new ConcurrentBag<(string? Token, bool IsSigned)>();
        Front.Inspect = (request, body) =>
        {
            tokens.Add((request.Headers["x-amz-security-token"], request.Headers.Authorization.ToString().Contains("x-amz-security-token", StringComparison.Ordinal)));
            return (body, 403, "InvalidToken");
        };
        var refused = await Assert.ThrowsAsync<FailureException>(() => ConnectAsync(static options => options with { SessionToken = new("temporary") }));

        Assert.Equal(FailureKind.Blocked, refused.Kind);
        Assert.NotEmpty(tokens);
        Assert.All(tokens, static one => Assert.Equal(("temporary", true), one));
    }

    private static S3SinkOptions Unknown(S3SinkOptions options) => options with { AccessKey = null, SecretKey = null };

    private sealed class Variables : IDisposable
    {
        private readonly (string Name, string? Before)[] _before;

        public Variables(params (string Name, string Value)[] values)
        {
            _before = [.. values.Select(static one => (one.Name, Environment.GetEnvironmentVariable(one.Name)))];
            foreach (var (name, value) in values)
                Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose()
        {
            foreach (var (name, value) in _before)
                Environment.SetEnvironmentVariable(name, value);
        }
    }
}
