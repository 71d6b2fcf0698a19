namespace TgPlatform.Cli.New;

/// <summary>What a new plugin has beside its code.</summary>
internal static class PluginProjects
{
    private static string Home => Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    /// <summary>The plugin's project: it references the contract of the tgp that wrote it, and nothing else of ours.</summary>
    public static string Plugin => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <EnableDynamicLoading>true</EnableDynamicLoading>
            <!-- Where tgp is installed; the variable TGP_HOME says it on other machines. -->
            <TgpHome>$(TGP_HOME)</TgpHome>
            <TgpHome Condition="'$(TgpHome)' == ''">{Home}</TgpHome>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <!-- Private="false": the contract is tgp's own, and must not lie in the plugin's folder. -->
            <Reference Include="$(TgpHome)/TgPlatform.Contracts.dll" Private="false" />
            <Content Include="plugin.json" CopyToOutputDirectory="PreserveNewest" />
          </ItemGroup>
        </Project>

        """;

    /// <summary>The manifest.</summary>
    public static string Manifest(PluginNames names) => $$"""
        {
          "name": "{{names.Offer}}",
          "version": "0.1.0",
          "assembly": "{{names.Type}}.dll",
          "description": "Lines of a text file, files in a folder, and the lane with the fewest bytes.",
          "provides": { "sources": ["{{names.Offer}}_lines"], "sinks": ["{{names.Offer}}_folder"], "strategies": ["{{names.Offer}}_fewest_bytes"] }
        }

        """;

    /// <summary>The project of its tests.</summary>
    public static string Tests(PluginNames names) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <IsTestProject>true</IsTestProject>
            <TgpHome>$(TGP_HOME)</TgpHome>
            <TgpHome Condition="'$(TgpHome)' == ''">{Home}</TgpHome>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />
            <PackageReference Include="xunit" Version="2.9.3" />
            <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
            <Using Include="Xunit" />
            <!-- The promises of sources, sinks and strategies, as tests to inherit. -->
            <Reference Include="$(TgpHome)/testing/TgPlatform.Testing.dll" />
            <Reference Include="$(TgpHome)/TgPlatform.Contracts.dll" />
            <ProjectReference Include="../{names.Type}/{names.Type}.csproj" />
          </ItemGroup>
        </Project>

        """;

    /// <summary>The tests: each part keeps what every part of its kind promises.</summary>
    public static string Suites(PluginNames names) => $$"""
        using TgPlatform.Contracts;
        using TgPlatform.Testing;

        namespace {{names.Type}}.Tests;

        // Each class says how to make a part; the tests of what every such part promises come with the class it inherits.

        public sealed class SourceTests : SourceContract, IDisposable
        {
            private readonly TempFolder _folder = new();

            public void Dispose() => _folder.Dispose();

            // The same content each time: at least three items, one of them empty.
            protected override ISource Create()
            {
                File.WriteAllText(_folder.At("notes.txt"), $"a first line\n\n{new string('x', 20_000)}\nlast");
                return new {{names.Type}}Source(new() { File = "notes.txt" }, new() { BaseFolder = _folder.Root });
            }
        }

        public sealed class SinkTests : SinkContract, IDisposable
        {
            private readonly TempFolder _folder = new();

            public void Dispose() => _folder.Dispose();

            protected override OnTaken OnTaken => OnTaken.Replaces;

            protected override ISink Create() => new {{names.Type}}Sink(new() { Root = "out" }, new() { BaseFolder = _folder.Root });

            // What is visible, looked up without the sink; names that begin with a dot are its unfinished files.
            protected override async ValueTask<IReadOnlyDictionary<string, byte[]>> VisibleAsync()
            {
                var visible = new Dictionary<string, byte[]>();
                foreach (var file in Files().Where(static name => !name.StartsWith('.')))
                    visible[file] = await File.ReadAllBytesAsync(_folder.At($"out/{file}"));
                return visible;
            }

            protected override ValueTask<IReadOnlyCollection<string>> TracesAsync() => new([.. Files()]);

            private IEnumerable<string> Files() => Directory.Exists(_folder.At("out")) ? Directory.EnumerateFiles(_folder.At("out")).Select(static file => Path.GetFileName(file)) : [];
        }

        public sealed class StrategyTests : StrategyContract
        {
            protected override IStrategy Create(PluginContext context) => new {{names.Type}}Strategy();
        }

        """;

    /// <summary>A pipeline that uses all of it.</summary>
    public static string Pipeline(PluginNames names) => $$"""
        # Every line of notes.txt becomes a file, by the plugin beside this pipeline:
        #
        #   tgp run example.yaml --plugins {{names.Type}}/bin/Debug/net10.0
        name: {{names.Offer}}-example
        source: { use: {{names.Offer}}_lines, with: { file: notes.txt } }
        strategy: {{names.Offer}}_fewest_bytes
        sinks: [{ use: {{names.Offer}}_folder, with: { root: out } }]

        """;
}
