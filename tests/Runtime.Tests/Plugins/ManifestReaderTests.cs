using System.Text;
using TgPlatform.Runtime.Plugins;

namespace TgPlatform.Runtime.Tests.Plugins;

public sealed class ManifestReaderTests : IDisposable
{
    private const string Good = """{ "name": "x", "version": "1", "assembly": "x.dll", "description": "d", "provides": { "sources": ["a"], "sinks": ["a", "b_2"], "strategies": [], "sandboxes": ["c"] } }""";

    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Read_GoodManifest_GivesEveryField()
    {
        var manifest = Read(Good).Manifest!;

        Assert.Equal(("x", "1", "x.dll", "d"), (manifest.Name, manifest.Version, manifest.Assembly, manifest.Description));
        Assert.Equal(
            [new(PluginRole.Source, "a"), new(PluginRole.Sink, "a"), new(PluginRole.Sink, "b_2"), new(PluginRole.Sandbox, "c")],
            manifest.Provides);
    }

    [Fact]
    public void Read_UnknownField_IsLeftToNewerVersions() => Assert.NotNull(Read(Good.Replace("{ \"name\"", "{ \"homepage\": {}, \"name\"", StringComparison.Ordinal)).Manifest);

    [Theory]
    [InlineData("", "plugin.json is not JSON (line 1, byte 1)")]
    [InlineData("{\n  \"name\": \"x\",\n  oops\n}", "plugin.json is not JSON (line 3, byte 3)")]
    [InlineData("{ \"name\": \"x\", \"name\": \"y\" }", "plugin.json is not JSON")]
    [InlineData("\0\u0001\u0002", "plugin.json is not JSON")]
    [InlineData("[]", "plugin.json is not an object.")]
    [InlineData("{}", "'assembly' is missing.")]
    [InlineData("""{ "assembly": "x.dll" }""", "'name' is missing.")]
    [InlineData("""{ "assembly": "x.dll", "name": "x" }""", "'version' is missing.")]
    [InlineData("""{ "assembly": "x.dll", "name": "x", "version": "1" }""", "'description' is missing.")]
    [InlineData("""{ "assembly": "x.dll", "name": "x", "version": "1", "description": "d" }""", "'provides' is missing. Write for instance \"provides\": { \"sinks\": [\"my_sink\"] }.")]
    [InlineData("""{ "assembly": 7 }""", "'assembly' must be a text on one line.")]
    [InlineData("""{ "assembly": "x.dll", "name": "" }""", "'name' must be a text on one line.")]
    [InlineData("""{ "assembly": "x.dll", "name": "../x" }""", "'name' may have letters, digits, '.', '_' and '-', but is '../x'.")]
    [InlineData("""{ "assembly": "x.dll", "name": "x", "version": "1\n2" }""", "'version' must be a text on one line.")]
    [InlineData("""{ "assembly": "../x.dll" }""", "must be the file name of a DLL in the same folder, but is '../x.dll'.")]
    [InlineData("""{ "assembly": "..\\x.dll" }""", "must be the file name of a DLL in the same folder")]
    [InlineData("""{ "assembly": "/etc/x.dll" }""", "must be the file name of a DLL in the same folder")]
    [InlineData("""{ "assembly": "x.so" }""", "must be the file name of a DLL in the same folder")]
    public void Read_BadManifest_SaysWhatIsWrong(string json, string reason) => Assert.Contains(reason, Read(json).State.Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "'provides' names nothing.")]
    [InlineData("""{ "source": ["a"] }""", "'provides' has the unknown entry 'source'. Known are sources, sinks, strategies, sandboxes, commands.")]
    [InlineData("""{ "sinks": "a" }""", "'provides.sinks' must be a list of names.")]
    [InlineData("""{ "sinks": [1] }""", "'provides.sinks' has the name '1'. Names are snake_case")]
    [InlineData("""{ "sinks": ["Amazon"] }""", "'provides.sinks' has the name 'Amazon'. Names are snake_case")]
    [InlineData("""{ "sinks": ["a__b"] }""", "'provides.sinks' has the name 'a__b'. Names are snake_case")]
    [InlineData("""{ "commands": ["accounts  list"] }""", "'provides.commands' has the name 'accounts  list'. Names are snake_case")]
    [InlineData("""{ "sinks": ["a b"] }""", "'provides.sinks' has the name 'a b'. Names are snake_case")]
    [InlineData("""{ "sinks": ["a", "a"] }""", "'provides.sinks' has 'a' twice.")]
    public void Read_BadProvides_SaysWhatIsWrong(string provides, string reason) =>
        Assert.Contains(reason, Read($$"""{ "name": "x", "version": "1", "assembly": "x.dll", "description": "d", "provides": {{provides}} }""").State.Reason, StringComparison.Ordinal);

    [Fact]
    public void Read_HugeManifest_IsNotTakenIn() => Assert.Equal("plugin.json is larger than 64 KiB.", Read(new string(' ', 70_000)).State.Reason);

    private Plugin Read(string json)
    {
        _files.AddFile("x", "plugin.json", Encoding.UTF8.GetBytes(json));
        var plugin = Assert.Single(new PluginCatalog([_files.Root]).Plugins);
        Assert.Equal(plugin.Manifest is null, plugin.State.Status == PluginStatus.Broken);
        Assert.Empty(plugin.Manifest is null ? plugin.Load() : []);
        return plugin;
    }
}
