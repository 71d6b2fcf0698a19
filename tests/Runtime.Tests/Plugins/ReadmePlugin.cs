using System.Text;
using System.Text.RegularExpressions;

namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>The plugin of plugins/README.md, compiled from that page.</summary>
internal static class ReadmePlugin
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot(), "plugins", "README.md"));

    private static readonly Lazy<byte[]> Image = new(() =>
    {
        string[] implicitUsings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];
        return PluginFiles.Compile("Example", [string.Concat(implicitUsings.Select(static one => $"global using {one};")), .. Blocks("csharp")], PluginFiles.Contract);
    });

    /// <summary>Writes DLL and manifest into a plugin folder.</summary>
    public static PluginFiles AddReadmePlugin(this PluginFiles files) =>
        files.AddFile("Example", "Example.dll", Image.Value).AddFile("Example", "plugin.json", Encoding.UTF8.GetBytes(Blocks("json").Single()));

    /// <summary>The blocks of code on the page.</summary>
    public static string[] Blocks(string language) =>
        [.. Regex.Matches(Page, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(static one => one.Groups[1].Value)];

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TgPlatform.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
