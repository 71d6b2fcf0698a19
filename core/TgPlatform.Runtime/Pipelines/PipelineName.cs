using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Pipelines;

/// <summary>Reads only the name of a pipeline file, as a run reads it: enough to find it in the ledger, also when the rest has mistakes.</summary>
public static class PipelineName
{
    /// <summary>Reads the name.</summary>
    /// <param name="file">The file's path, as the person gave it.</param>
    /// <param name="inputs">Variables and overrides.</param>
    /// <param name="found">Takes what is wrong with the file.</param>
    /// <returns>The name, or null when the file cannot be read or has none that can be used.</returns>
    public static string? Read(string file, PipelineInputs inputs, DiagnosticBag found)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(inputs);
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

        return Bind(file, root, inputs, found);
    }

    private static string? Bind(string file, YamlNode root, PipelineInputs inputs, DiagnosticBag found)
    {
        // What is wrong beside the name concerns nobody who only looks into the ledger.
        var all = new DiagnosticBag();
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        root = new Inheritance(Path.GetDirectoryName(file) ?? "", folder, all).Apply(root);
        root = new Overrides(all).Apply(root, inputs);
        var binder = new OptionsBinder(new Interpolator(inputs.Variable, inputs.VariableNames, folder, all), all);
        var document = (PipelineDocument)binder.Bind(OptionModel.For(typeof(PipelineDocument)), root, root.Location, "");
        var wrong = all.Sorted().Where(static one => one is { Severity: Severity.Error, Path: "name" }).ToList();
        wrong.ForEach(found.Add);
        if (wrong.Count > 0)
            return null;
        if (document.Name is { } name)
            return name.Text;
        found.Error(DiagnosticCodes.MissingKey, new(file, 0, 0), "name", "missing. Give the pipeline a name that is unique in its folder.");
        return null;
    }
}
