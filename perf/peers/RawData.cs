namespace TgPlatform.Peers;

/// <summary>The raw data of measurements, one run per line, with its tables beside it.</summary>
internal static class RawData
{
    /// <summary>Reads what is there.</summary>
    public static IReadOnlyList<Measurement> Load(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Skip(1).Select(Measurement.Parse)] : [];

    /// <summary>New measurements take the place of old ones of the same tools in the same groups.</summary>
    public static IReadOnlyList<Measurement> Merge(IReadOnlyList<Measurement> old, IReadOnlyList<Measurement> @new)
    {
        var replaced = @new.Select(static one => (one.Group, one.Tool)).ToHashSet();
        return [.. old.Where(one => !replaced.Contains((one.Group, one.Tool))), .. @new];
    }

    /// <summary>Writes them, and the tables they make.</summary>
    public static void Save(string file, IReadOnlyList<Measurement> measurements, string note)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, [Measurement.Heading, .. measurements.Select(static one => one.ToString())]);
        var tables = measurements.GroupBy(static one => one.Group).Select(group => ResultTable.Of(group.Key.Workload, group.Key, measurements));
        var taken = measurements.Select(static one => one.Taken).Distinct();
        File.WriteAllText(Path.ChangeExtension(file, ".md"), $"{string.Join("\n", taken)}\n\n{note}\n\n{string.Join("\n", tables)}");
    }
}
