namespace TgPlatform.Peers;

/// <summary>One measurement: every group in turn, in it every round, in it every tool, each round beginning with another one.</summary>
internal sealed class Campaign
{
    private const int LatencyRounds = 3;
    private readonly PeerOptions _options;
    private readonly Latency _latency = Latency.Find();
    private readonly string _taken;
    private readonly List<Measurement> _measured = [];

    private Campaign(PeerOptions options) => (_options, _taken) = (options, Machine.Describe(options.Repository));

    /// <summary>Runs it, prints tables, and keeps the raw data.</summary>
    /// <returns>The exit code: 1 when a tool did not deliver.</returns>
    public static int Run(PeerOptions options)
    {
        var campaign = new Campaign(options);
        Console.WriteLine(campaign._taken);
        Console.WriteLine($"Latency: {campaign._latency.Method}.");
        var failed = 0;
        foreach (var workload in options.Workloads)
            failed += campaign.Measure(workload);
        var kept = RawData.Load(options.KeptFile);
        foreach (var line in Comparison.Lines(campaign._measured, kept))
            Console.WriteLine(line);
        var file = options.Keep ? options.KeptFile : Path.Combine(options.Work, $"{options.Results}.csv");
        RawData.Save(file, RawData.Merge(options.Keep ? kept : [], campaign._measured), $"Latency: {campaign._latency.Method}.");
        if (options.Growth)
            GrowthPlots.Write(file, RawData.Load(file));
        Console.WriteLine($"Raw data: {file}");
        return failed == 0 ? 0 : 1;
    }

    private int Measure(Workload workload)
    {
        var served = new ServedFiles(workload, Path.Combine(_options.Work, "served"));
        var failed = 0;
        try
        {
            foreach (var latency in _options.Latencies)
            {
                using var server = Nginx.Start(served.Folder, Path.Combine(_options.Work, "nginx"), _latency.Set(latency));
                foreach (var target in _options.Targets)
                    failed += Measure(workload, served, new(workload.Name, target, latency), server);
            }

            return failed;
        }
        finally
        {
            _latency.Set(0);
            Directory.Delete(served.Folder, recursive: true);
        }
    }

    private int Measure(Workload workload, ServedFiles served, Group group, Nginx server)
    {
        using var place = new Place(_options.Work, group.Target, workload);
        var tools = _options.AllTools.ToList();
        var rounds = group.Latency == 0 ? _options.Rounds : Math.Min(_options.Rounds, LatencyRounds);
        var failed = 0;
        // Round 0 warms caches and is not counted; with latency it would only take long.
        for (var round = group.Latency == 0 && !_options.Quick ? 0 : 1; round <= rounds; round++)
        {
            for (var turn = 0; turn < tools.Count; turn++)
            {
                var tool = tools[(turn + round) % tools.Count];
                // Some take minutes with latency as they come: once is enough to see how many.
                if (tool.Role == ToolRole.PeerAsItComes && (group.Latency == 0 || round > 1))
                    continue;
                var job = place.Next(workload, group.Latency, server);
                try
                {
                    var cost = MeasuredProcess.Run(tool.Command(job), job.Folder);
                    if (served.Compare(job.Output, workload) is { } wrong)
                        throw new InvalidOperationException($"{tool.Name}: {wrong}");
                    if (round > 0)
                        _measured.Add(new(group, tool.Name, tool.Role, round, cost, _taken));
                }
                catch (InvalidOperationException failure)
                {
                    Console.Error.WriteLine($"{group}: {failure.Message}");
                    failed++;
                }

                place.Done(job);
            }
        }

        Console.WriteLine(ResultTable.Of(workload.ToString(), group, _measured));
        return failed;
    }
}
