using static TgPlatform.Runtime.Tests.Hooks.HookFixture;

namespace TgPlatform.Runtime.Tests.Hooks;

public sealed class HookBannedApiTests
{
    [Theory]
    [InlineData("System.IO.File.Exists(item.Name)", 19, "File", "Files are not for hooks")]
    [InlineData("File.Exists(item.Name)", 9, "File", "Files are not for hooks")]
    [InlineData("new System.Net.Http.HttpClient() != null", 29, "HttpClient", "The network is not for hooks")]
    [InlineData("Process.Start(\"x\") != null", 9, "Process", "Processes are not for hooks")]
    [InlineData("System.Diagnostics.Process.Start(\"x\") != null", 28, "Process", "Processes are not for hooks")]
    [InlineData("new System.Threading.Thread(() => { }) != null", 30, "Thread", "Threads, tasks and timers")]
    [InlineData("System.Threading.Tasks.Task.CompletedTask.IsCompleted", 32, "Task", "Threads, tasks and timers")]
    [InlineData("Environment.GetEnvironmentVariable(\"X\") == null", 9, "Environment", "write Env(\"NAME\")")]
    [InlineData("{ Environment.Exit(1); return true; }", 11, "Environment", "The process belongs to the runtime")]
    [InlineData("typeof(string).Name == \"x\"", 24, "Name", "Reflection is not for hooks")]
    [InlineData("item.Name.GetType() == null", 19, "GetType", "Reflection is not for hooks")]
    [InlineData("DateTime.Now.Year > 2000", 18, "Now", "The clock is not for hooks")]
    [InlineData("item.Date > DateTimeOffset.UtcNow", 36, "UtcNow", "Use item.Date")]
    [InlineData("Random.Shared.Next() > 1", 9, "Random", "Chance is not for hooks")]
    [InlineData("Guid.NewGuid().ToString() == item.Id", 14, "NewGuid", "Chance is not for hooks")]
    [InlineData("Console.WriteLine() == null", 9, "Console", "The console belongs")]
    [InlineData("TgPlatform.Runtime.Diagnostics.NearestName.Of(\"a\", []) == null", 40, "NearestName", "The inside of the runtime")]
    public void Compile_BannedApi_SaysWhatToDoInstead(string code, int column, string name, string advice)
    {
        var finding = Findings(Filter(code)).First(one => one.Contains("TGP0013", StringComparison.Ordinal));
        Assert.StartsWith($"pipe.yaml:3:{column}: error TGP0013: filter: '{name}' is not for hooks.", finding, StringComparison.Ordinal);
        Assert.Contains(advice, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_BannedTypeThatIsNotThere_IsReportedOnce() => Assert.Single(Findings(Filter("new System.Net.Http.HttpClient() != null")));

    [Theory]
    [InlineData("item.File == null")]
    [InlineData("item.Chat?.File == null")]
    public void Compile_UnknownFieldNamedLikeABannedType_IsUnknownField(string code) =>
        Assert.Contains("TGP0011: filter:", Assert.Single(Findings(Filter(code))), StringComparison.Ordinal);

    [Theory]
    [InlineData("System.IO.Path.GetExtension(item.Name) == \".JPG\"")]
    [InlineData("Regex.IsMatch(item.Name, \"^K\") && Math.Max(1, 2) == 2")]
    [InlineData("string.Join(\",\", item.Name.Split(' ').OrderBy(x => x)).Length > 0")]
    [InlineData("new StringBuilder(item.Name).Append(1).Length > 0 && CultureInfo.InvariantCulture != null")]
    [InlineData("new DateTime(2024, 1, 1) < item.Date && Guid.Empty.ToString().Length == 36")]
    public void Compile_PureApi_IsAllowed(string code) => Assert.True(Keeps(code));
}
