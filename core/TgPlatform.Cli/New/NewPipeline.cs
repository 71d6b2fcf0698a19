namespace TgPlatform.Cli.New;

/// <summary>The starting point of a pipeline.</summary>
internal static class NewPipeline
{
    /// <summary>A pipeline and its tests.</summary>
    public static NewFiles Files(string name) => new(
        [($"{name}.yaml", Pipeline(name)), ($"{name}_test.yaml", Tests(name))],
        $"Next: 'tgp lint {name}.yaml', 'tgp test {name}_test.yaml', 'tgp plan {name}.yaml', and when that is what you want, 'tgp run {name}.yaml'.");

    private static string Pipeline(string name) => $$"""
        # What is moved, and where to. Try it before it moves anything:
        #
        #   tgp plan {{name}}.yaml
        #
        # The name is what the memory of this pipeline is kept under: keep it, and nothing is fetched twice.
        name: {{name}}

        # Where items come from. 'tgp plugins list' shows all sources, 'tgp plugins describe http' the options of this one.
        source:
          use: http
          with:
            urls:
              - https://example.com/photos/2026/harbour.jpg
              - https://example.com/documents/report.pdf

        # C#: which items are kept. 'tgp fields http' lists what may be used, 'tgp try {{name}}.yaml' tries it out.
        # What the source does not know is null, and comparing null with anything is false; a size is asked for again when it is known.
        filter: item.Extension != ".exe" && (item.Size is null || item.Size < 2.GB())

        # The inside of a C# string: the name below each sink's root. Slashes make folders; those in values do not.
        path: '{item.Host}/{item.Name}'

        # Where items go: one or more sinks.
        sinks:
          - use: filesystem
            with: { root: ./downloads }

        """;

    private static string Tests(string name) => $$"""
        # What should become of items, without network: 'tgp test {{name}}_test.yaml'.
        # 'tgp plan {{name}}.yaml --record items.jsonl' records real items; 'sample: items.jsonl' gives them to a test.
        pipeline: {{name}}.yaml

        tests:
          - name: photos are kept in a folder for each host
            given:
              - { name: harbour.jpg, kind: photo, size: 2MB, fields: { host: example.com } }
            expect:
              harbour.jpg: { verdict: kept, name: example.com/harbour.jpg }

          - name: programs are kept out
            given:
              - { name: setup.exe, size: 2MB, fields: { host: example.com } }
            expect:
              setup.exe: { verdict: dropped, by: item.Extension }

        """;
}
