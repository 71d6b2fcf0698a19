using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace TgPlatform.Contracts.Tests;

/// <summary>The contract changes only on purpose: a change shows up as a difference to the approved text beside this file.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Surface_IsTheApprovedOne()
    {
        var approved = Path.Combine(Folder(), "PublicApi.approved.txt");
        var surface = PublicSurface.Of(typeof(Item).Assembly);
        if (Environment.GetEnvironmentVariable("TGP_APPROVE") == "1")
            File.WriteAllText(approved, surface);

        Assert.True(File.ReadAllText(approved) == surface, "The public surface has changed. If that is meant, run this test with TGP_APPROVE=1 and commit the difference.");
    }

    [Fact]
    public void Surface_EveryMemberIsDocumented()
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(Item).Assembly.Location, ".xml"));

        var documented = documentation.Descendants("member").ToDictionary(static member => member.Attribute("name")!.Value);
        Assert.All(typeof(Item).Assembly.GetExportedTypes(), type => Assert.Contains($"T:{type.FullName}", documented.Keys));
        Assert.All(documented.Values, static member => Assert.True(
            member.Element("inheritdoc") is not null || !string.IsNullOrWhiteSpace(member.Element("summary")?.Value), $"{member.Attribute("name")!.Value} has no summary"));
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
