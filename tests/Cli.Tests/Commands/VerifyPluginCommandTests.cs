using TgPlatform.Cli.Tests.Support;
using TgPlatform.Runtime.Tests.Plugins;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Commands;

public sealed class VerifyPluginCommandTests : IDisposable
{
    private const string Forgetful = """
        public sealed class Entry : IPlugin
        {
            public void Register(IPluginRegistry registry) => registry.AddStrategy<ForgetfulOptions>("forgetful", "Gives the first group only.", static (_, _) => new Forgetful());
        }

        public sealed record ForgetfulOptions;

        public sealed class Forgetful : IStrategy
        {
            public void Assign(Assignment assignment)
            {
                if (assignment.Groups.Count > 0)
                    assignment.Give(0, 0);
            }
        }
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Verify_PluginWithAPipeline_RunsTheSuitesOfSourceAndSink()
    {
        for (var number = 1; number <= 3; number++)
            _folder.Write($"in/{number}.txt", new byte[number * 1000]);
        _folder.Write("p.yaml", "name: p\nsource: { use: filesystem, with: { root: in } }\nsinks: [{ use: filesystem, with: { root: out } }]\n"u8.ToArray());

        var run = await TgpRun.OfAsync(FileCopies.Plugins, "plugins", "verify", Path.Combine(FileCopies.Plugins, "FileSystem", "TgPlatform.Plugins.FileSystem.dll"), "--pipeline", _folder.At("p.yaml"));

        Assert.True(run.ExitCode == ExitCodes.Success, run.Output + run.Error);
        Assert.Matches("source filesystem: 1[0-9] passed, 0 failed", run.Output);
        Assert.Matches("sink filesystem: [34][0-9] passed, 0 failed", run.Output);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public async Task Verify_OptionsThatNobodyGives_AreAskedFor()
    {
        var run = await TgpRun.OfAsync(FileCopies.Plugins, "plugins", "verify", Path.Combine(FileCopies.Plugins, "FileSystem"));

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("sink filesystem: not run: it has required options: name a pipeline that uses it with --pipeline FILE", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_PartThatBreaksAPromise_IsToldByTheTest()
    {
        using var files = new PluginFiles();
        files.AddImage("forgetful", PluginFiles.Compile("forgetful", Forgetful, PluginFiles.Contract), new { strategies = new[] { "forgetful" } });

        var run = await TgpRun.OfAsync(FileCopies.Plugins, "plugins", "verify", Path.Combine(files.Root, "forgetful"));

        Assert.Equal(ExitCodes.ItemsFailed, run.ExitCode);
        Assert.Contains("FAIL Assign_AnyWorld_GivesEveryGroup(1):", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FolderWithoutAPlugin_SaysSo()
    {
        var run = await TgpRun.OfAsync(FileCopies.Plugins, "plugins", "verify", _folder.Root);

        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("holds no plugin", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
