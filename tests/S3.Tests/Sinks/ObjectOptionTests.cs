using System.Collections.Concurrent;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Sinks;
using TgPlatform.S3Server;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.S3.Tests.Sinks;

/// <summary>What an object is beside its bytes.</summary>
[NeedsGateway]
public sealed class ObjectOptionTests : SinkBench
{
    private static readonly ItemText OfName = new("{item.Name}", static item => $"ü <{item.Name}>\n");

    private static readonly ItemText Nothing = new("{item.Chat}", static _ => "");

    [Theory]
    [InlineData(100)]
    [InlineData(2 * Part)]
    public async Task Store_WithEverythingSet_ShowsItOnTheObject(int length)
    {
        await using var sink = await ConnectAsync(static options => options with
        {
            CacheControl = "max-age=60",
            Acl = "public-read",
            StorageClass = "STANDARD",
            Metadata = new Dictionary<string, ItemText> { ["Origin"] = "a test", ["Title"] = OfName, ["None"] = Nothing },
            Tags = new Dictionary<string, ItemText> { ["project"] = "a & b=ü", ["name"] = OfName, ["none"] = Nothing },
        });

        await StoreAsync(sink, "a/photo.jpg", Some.Bytes(length));

        var head = await Bucket.HeadAsync("a/photo.jpg");
        Assert.Equal("image/jpeg", head.Headers.ContentType);
        Assert.Equal("max-age=60", head.CacheControl);
        Assert.Equal("a test", head.Metadata["origin"]);
        Assert.Equal("=?UTF-8?B?w7wgPDEuYmluPg==?=", head.Metadata["title"]);
        Assert.DoesNotContain("x-amz-meta-none", head.Metadata.Keys);
        var tags = (await Gateway.Client.GetObjectTaggingAsync(new() { BucketName = Bucket.Name, Key = "a/photo.jpg" })).Tagging;
        Assert.Equal([("name", "ü _1.bin__"), ("project", "a & b=ü")], tags.Select(static tag => (tag.Key, tag.Value)).Order());
        using var anybody = new HttpClient();
        Assert.Equal(length, (await anybody.GetByteArrayAsync(new Uri($"{Gateway.Url}/{Bucket.Name}/a/photo.jpg"))).Length);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", null, "text/plain; charset=utf-8")]
    [InlineData("no media type\r\nx-amz-acl: public-read", null, "image/png")]
    [InlineData("text/plain", "image/webp", "image/webp")]
    public async Task Store_MediaTypeIsTold_IsKeptWhenItIsOne(string told, string? always, string expected)
    {
        await using var sink = await ConnectAsync(options => options with { ContentType = always is null ? null : new ItemText(always) });
        await using var delivery = await sink.BeginAsync(Some.Target("name.png") with { MediaType = told }, default);
        await delivery!.WriteAsync(new byte[] { 1 }, default);
        await delivery.CommitAsync(Some.Seal([1]), default);

        Assert.Equal(expected, (await Bucket.HeadAsync("name.png")).Headers.ContentType);
    }

    [Theory]
    [InlineData(100)]
    [InlineData((2 * Part) + 1)]
    public async Task Store_WithACustomersKey_IsReadWithItOnly(int length)
    {
        var key = new Secret(Convert.ToBase64String(Some.Bytes(32)));
        var content = Some.Bytes(length);
        await using var sink = await ConnectAsync(options => options with { Encryption = Encryption.Customer, CustomerKey = key });

        var receipt = await StoreAsync(sink, "name.bin", content);

        await using var read = await sink.OpenCommittedAsync(receipt.Name, default);
        var bytes = new MemoryStream();
        await read!.CopyToAsync(bytes);
        Assert.Equal(content, bytes.ToArray());
        await Assert.ThrowsAnyAsync<Amazon.S3.AmazonS3Exception>(() => Bucket.ReadAsync("name.bin"));
    }

    [Theory]
    [InlineData(Encryption.Bucket, null, "", "")]
    [InlineData(Encryption.S3, null, "AES256", "")]
    [InlineData(Encryption.Kms, "a-key", "aws:kms", "a-key")]
    public async Task Store_WithEncryption_AsksForItOnEveryNewObject(Encryption encryption, string? key, string algorithm, string keyId)
    {
        var asked = new ConcurrentBag<(Operation, string, string)>();
        Front.Inspect = (request, body) =>
        {
            if (Operations.Of(request) is Operation.Put or Operation.Create && !request.Path.Value!.Contains(".tgp-probe", StringComparison.Ordinal))
                asked.Add((Operations.Of(request), request.Headers["x-amz-server-side-encryption"].ToString(), request.Headers["x-amz-server-side-encryption-aws-kms-key-id"].ToString()));
            // This server has no keys of its own.
            request.Headers.Remove("x-amz-server-side-encryption");
            request.Headers.Remove("x-amz-server-side-encryption-aws-kms-key-id");
            return (body, 0, "");
        };
        await Bucket.OpenToAllAsync();
        await using var sink = await ConnectAsync(options => options with { Anonymous = true, AccessKey = null, SecretKey = null, Acl = "public-read", Encryption = encryption, KmsKey = key });

        await StoreAsync(sink, "whole.bin", Some.Bytes(10));
        await StoreAsync(sink, "parts.bin", Some.Bytes(2 * Part));

        Assert.Equal([(Operation.Put, algorithm, keyId), (Operation.Create, algorithm, keyId)], asked.Order());
    }

    [Fact]
    public void Validate_OptionsThatContradictEachOther_AreAllNamed()
    {
        var options = new S3SinkOptions
        {
            Bucket = "a/b", Endpoint = new("ftp://x"), AccessKey = new("k"), Profile = "p", Prefix = "a/../b", PartSize = new(5_500_000), KmsKey = "k",
            Encryption = Encryption.Customer, Metadata = new Dictionary<string, ItemText> { ["a b"] = "c" }, Acl = "line\nbreak",
            Tags = Enumerable.Range(0, 11).ToDictionary(static number => $"{number}", static _ => new ItemText("")),
        };

        Assert.Equal(
            ["access_key", "acl", "bucket", "customer_key", "endpoint", "kms_key", "metadata", "part_size", "prefix", "tags"],
            options.Validate().Select(static mistake => mistake.Option).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Empty(new S3SinkOptions { Bucket = "archive" }.Validate());
    }
}
