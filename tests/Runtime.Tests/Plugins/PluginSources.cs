namespace TgPlatform.Runtime.Tests.Plugins;

/// <summary>Source text of small plugins.</summary>
internal static class PluginSources
{
    /// <summary>A good plugin: one strategy that gives everything to the first lane.</summary>
    public static string Good(string name = "first") => WithRegister(Strategy(name));

    /// <summary>A plugin whose entry registers as told.</summary>
    public static string WithRegister(string statements) => $$"""
        public sealed class Entry : IPlugin { public void Register(IPluginRegistry registry) { {{statements}} } }
        {{Parts}}
        """;

    /// <summary>The statement that registers the strategy.</summary>
    public static string Strategy(string name, string description = "Gives everything to the first lane.") =>
        $$"""registry.AddStrategy<LaneOptions>("{{name}}", "{{description}}", (options, context) => new First(options));""";

    public const string Parts = """
        public sealed record LaneOptions { [Description("Which lane.")] public int Lane { get; init; } }
        public sealed class First(LaneOptions options) : IStrategy
        {
            public void Assign(Assignment assignment)
            {
                for (var group = 0; group < assignment.Groups.Count; group++)
                    assignment.Give(group, options.Lane);
            }
        }
        """;
}
