using System.Security.Cryptography;
using TgPlatform.Plugins.Sandbox.Http;

namespace TgPlatform.Sandbox.Tests.Http;

public sealed class GeneratedMediaTests
{
    [Fact]
    public void Fill_FromAnyOffset_GivesTheSameBytesAsFromTheBeginning()
    {
        var whole = new byte[301];
        GeneratedMedia.Fill("/a/b.jpg", 0, whole);
        for (var offset = 0; offset < 40; offset++)
        {
            for (var length = 0; length < 40; length++)
            {
                var part = new byte[length];
                GeneratedMedia.Fill("/a/b.jpg", offset, part);
                Assert.Equal(whole[offset..(offset + length)], part);
            }
        }
    }

    [Fact]
    public void Fill_KnownPath_GivesTheSameBytesForEver()
    {
        var bytes = new byte[16];
        GeneratedMedia.Fill("/media/photos/2024-01/photo_001.jpg", 1 << 20, bytes);

        Assert.Equal("13ba4ab6c15fca6526f91c948550ef8b", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Sha256_OfPath_IsTheSumOfItsBytes()
    {
        var bytes = new byte[200_001];
        GeneratedMedia.Fill("/x", 0, bytes);

        Assert.Equal(SHA256.HashData(bytes), GeneratedMedia.Sha256("/x", bytes.Length));
    }

    [Fact]
    public void Files_All_HaveDifferentPathsAndContents()
    {
        Assert.Equal(Catalogue.Files.Count, Catalogue.Files.Select(static file => file.Path).Distinct().Count());
        var heads = Catalogue.Files.Select(static file =>
        {
            var head = new byte[8];
            GeneratedMedia.Fill(file.Path, 0, head);
            return Convert.ToHexString(head);
        });
        Assert.Equal(Catalogue.Files.Count, heads.Distinct().Count());
    }
}
