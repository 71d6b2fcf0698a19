using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Reads only the name of a pipeline file: enough to find it in the ledger, also when the rest has mistakes.</summary>
public static class PipelineName
{
    /// <summary>Reads the name.</summary>
    /// <param name="file">The file's path, as the person gave it.</param>
    /// <param name="found">Takes what is wrong with the file.</param>
    /// <returns>The name, or null when the file cannot be read or has none.</returns>
    public static string? Read(string file, DiagnosticBag found)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(found);
        var text = TextFile.Read(Path.GetFullPath(file), file, new(file, 0, 0), "", found);
        if (text is null)
            return null;
        if (YamlReader.Read(text, file, found) is not YamlMapping root)
        {
            if (!found.HasErrors)
                found.Error(DiagnosticCodes.WrongType, new(file, 0, 0), "", "this is no pipeline file. A pipeline is a mapping with name, source and sinks.");
            return null;
        }

        if (root.Find("name")?.Value is YamlScalar { Text.Length: > 0 } name)
            return name.Text;
        found.Error(DiagnosticCodes.MissingKey, new(file, 0, 0), "name", "missing. Give the pipeline a name that is unique in its folder.");
        return null;
    }
}
