using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.Plugins.S3.Tests.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Connections;

/// <summary>Servers of every sort are found out before anything is entrusted to them.</summary>
[NeedsGateway]
public sealed class EndpointProbeTests : SinkBench
{
    private static readonly byte[] Parts = Some.Bytes((2 * Part) + 9);
    private static readonly byte[] Whole = Some.Bytes(1000);

    [Fact]
    public async Task Connect_ToReadOnly_WritesNothing()
    {
        await Bucket.WriteAsync("name.bin", Whole);
        await using var sink = SinkFixture.Make(Front.Url, Bucket.Name, Folder);

        await sink.ConnectAsync(default);
        var names = new List<string>();
        await foreach (var name in sink.ListCommittedAsync(default))
            names.Add(name);
        await using (var content = await sink.OpenCommittedAsync("name.bin", default))
            Assert.NotNull(content);

        Assert.Equal(["name.bin"], names);
        Assert.Equal([Operation.Other, Operation.Other, Operation.Read], Front.Seen);
    }

    [Fact]
    public async Task Begin_ManyAtOnce_ProbeOnceAndLeaveNothingBehind()
    {
        await using var sink = SinkFixture.Make(Front.Url, Bucket.Name, Folder);
        await sink.ConnectAsync(default);

        var begun = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => sink.BeginAsync(Some.Target($"{number}.bin", $"{number}", 1), default).AsTask()));
        foreach (var delivery in begun)
            await delivery!.DisposeAsync();

        Assert.Equal(1, Front.Count(Operation.Remove));
        Assert.Empty(await Bucket.ObjectsAsync());
    }

    [Fact]
    public async Task Store_ServerComparesSums_GetsTheSumsItKnowsAndNoMd5()
    {
        var sums = new List<string>();
        Front.Inspect = (request, body) =>
        {
            foreach (var (name, expected) in new[] { ("x-amz-checksum-crc64nvme", Some.Seal(body).Digests[0].Bytes.ToArray()), ("x-amz-checksum-crc32c", Crc32COf(body)) })
            {
                if (!request.Headers.TryGetValue(name, out var told))
                    continue;
                if (told != Convert.ToBase64String(expected))
                    return (body, 400, "BadDigest");
                if (!request.Path.Value!.Contains(".tgp-probe", StringComparison.Ordinal))
                    sums.Add($"{Operations.Of(request)} {name}");
            }

            return (body, 0, "");
        };
        await using (var sink = await ConnectAsync())
        {
            await StoreAsync(sink, "whole.bin", Whole);
            await StoreAsync(sink, "parts.bin", Parts);
        }

        Assert.Equal(["Put x-amz-checksum-crc64nvme", .. Enumerable.Repeat("PutPart x-amz-checksum-crc32c", 3)], sums);
        var all = await Bucket.ReadAllAsync();
        Assert.Equal(Whole, all["whole.bin"]);
        Assert.Equal(Parts, all["parts.bin"]);
    }

    [Fact]
    public async Task Store_ServerRefusesEveryChecksumHeader_IsServedWithMd5AndTheReasonIsToldOnce()
    {
        Front.Inspect = static (request, body) => request.Headers.Keys.Any(static name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase))
            ? (body, 400, "XAmzContentSHA256Mismatch")
            : (body, 0, "");
        var log = new HeardLog();
        await using (var sink = await ConnectAsync(logger: log))
        {
            await StoreAsync(sink, "whole.bin", Whole);
            await StoreAsync(sink, "parts.bin", Parts);
        }

        Assert.Contains("CRC-64/NVME is refused, CRC-32C is refused, so each request carries MD5", Assert.Single(log.Of(LogLevel.Information)), StringComparison.Ordinal);
        var all = await Bucket.ReadAllAsync();
        Assert.Equal(Whole, all["whole.bin"]);
        Assert.Equal(Parts, all["parts.bin"]);
    }

    [Theory]
    [InlineData(OnConflict.Fail)]
    [InlineData(OnConflict.Rename)]
    public async Task Store_ServerIgnoresConditions_NeverReplacesATakenName(OnConflict onConflict)
    {
        Front.Inspect = static (request, body) =>
        {
            request.Headers.Remove("If-None-Match");
            return (body, 0, "");
        };
        await Bucket.WriteAsync("name.bin", [7]);
        await Bucket.OpenToAllAsync();
        await using var sink = await ConnectAsync(options => Unsigned(options) with { OnConflict = onConflict });

        foreach (var content in new[] { Whole, Parts })
        {
            if (onConflict == OnConflict.Fail)
                Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<FailureException>(() => StoreAsync(sink, "name.bin", content, length: null))).Kind);
            else
                Assert.StartsWith("name (", (await StoreAsync(sink, "name.bin", content, length: null)).Name, StringComparison.Ordinal);
        }

        var all = await Bucket.ReadAllAsync();
        Assert.Equal([7], all["name.bin"]);
        Assert.Equal(onConflict == OnConflict.Rename ? 3 : 1, all.Count);
    }

    [Fact]
    public async Task Begin_OnAServerThatStoresOtherBytes_IsRefused()
    {
        Front.Inspect = static (request, body) =>
        {
            // As servers do that take the framing of signed chunks for content.
            request.Headers.Remove("Content-MD5");
            return (Operations.Of(request) == Operation.Put ? [.. "5;chunk-signature\r\n"u8, .. body] : body, 0, "");
        };

        await Bucket.OpenToAllAsync();

        var refused = await Assert.ThrowsAsync<FailureException>(() => ConnectAsync(Unsigned));

        Assert.Equal(FailureKind.Blocked, refused.Kind);
        Assert.Contains("does not keep what it is given", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Bucket.ObjectsAsync());
    }

    [Fact]
    public async Task Store_ServerListsAndAbortsNothing_BeginsAnewAndGoesOn()
    {
        Front.Decide = static (operation, _) => operation is Operation.ListParts or Operation.Abort ? Fault.NotAllowed : Fault.None;
        await using var sink = await ConnectAsync();
        var state = await LeaveAsync(sink, "name.bin", Parts, 2 * Part);

        await using (var later = await ConnectAsync())
            Assert.Equal(Parts.Length, (await LeaveAsync(later, "name.bin", Parts, Parts.Length, state)).Offset);

        await StoreAsync(sink, "name.bin", Parts);
        Assert.Equal(Parts, (await Bucket.ReadAllAsync())["name.bin"]);
    }

    private static S3SinkOptions Unsigned(S3SinkOptions options) => options with { Anonymous = true, AccessKey = null, SecretKey = null, Acl = "public-read" };

    private static byte[] Crc32COf(byte[] body)
    {
        var sum = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(sum, ~Crc32C.Append(uint.MaxValue, body));
        return sum;
    }
}
