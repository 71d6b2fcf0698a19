using System.Globalization;

namespace TgPlatform.Peers;

/// <summary>What is compared with each other: one case on one target at one latency.</summary>
internal readonly record struct Group(string Workload, string Target, int Latency)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Workload}, {Target}, {(Latency == 0 ? "no latency" : $"+{Latency} ms")}";
}

/// <summary>One run of one tool: a line of the raw data.</summary>
internal sealed record Measurement(Group Group, string Tool, ToolRole Role, int Round, Cost Cost, string Taken)
{
    /// <summary>The heading of the raw data.</summary>
    public const string Heading = "case,target,latency_ms,tool,role,round,wall_s,cpu_s,peak_kib,taken";

    /// <summary>Reads one line.</summary>
    public static Measurement Parse(string line)
    {
        var part = line.Split(',', 10);
        return new(
            new(part[0], part[1], int.Parse(part[2], CultureInfo.InvariantCulture)), part[3], Enum.Parse<ToolRole>(part[4]), int.Parse(part[5], CultureInfo.InvariantCulture),
            new(double.Parse(part[6], CultureInfo.InvariantCulture), double.Parse(part[7], CultureInfo.InvariantCulture), long.Parse(part[8], CultureInfo.InvariantCulture)), part[9]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Group.Workload},{Group.Target},{Group.Latency},{Tool},{Role},{Round},{Cost.Wall:0.000},{Cost.Cpu:0.00},{Cost.PeakKiB},{Taken}");
}
