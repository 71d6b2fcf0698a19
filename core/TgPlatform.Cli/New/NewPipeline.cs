using TgPlatform.Cli.Commands;

namespace TgPlatform.Cli.New;

/// <summary>The starting point of a pipeline.</summary>
internal static class NewPipeline
{
    private const string OfSandbox = """
        # 'tgp run FILE --sandbox' starts a web server on this machine and fills in its address, so that this can be tried as it is.
            # For files of your own write 'urls: [https://…]' instead, or 'list: FILE' for a file with an address per line.
            tasks: "${SANDBOX_HTTP:-http://127.0.0.1:8080}/tasks.json"
        """;

    /// <summary>A pipeline and its tests.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="urls">What it fetches; none for what the emulated web server has.</param>
    /// <exception cref="UsageException">One is no address that can be fetched.</exception>
    public static NewFiles Files(string name, IReadOnlyList<string> urls)
    {
        if (urls.FirstOrDefault(static url => !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")) is { } wrong)
            throw new UsageException($"--url: '{wrong}' is not an address that can be fetched. Write it whole: https://example.com/a.zip.");
        var sandbox = urls.Count == 0 ? " --sandbox" : "";
        return new(
            [($"{name}.yaml", Pipeline(name, sandbox, urls.Count == 0 ? OfSandbox : Addresses(urls))), ($"{name}_test.yaml", Tests(name, sandbox))],
            $"Next: 'tgp lint {name}.yaml', 'tgp test {name}_test.yaml', 'tgp plan {name}.yaml{sandbox}', and when that is what you want, 'tgp run {name}.yaml{sandbox}'.");
    }

    // What stands in quotes is the same in YAML and out of it, but for the quote itself and for variables.
    private static string Addresses(IEnumerable<string> urls) =>
        "urls:" + string.Concat(urls.Select(static url => $"\n      - '{url.Replace("'", "''", StringComparison.Ordinal).Replace("${", "$${", StringComparison.Ordinal)}'"));

    private static string Pipeline(string name, string sandbox, string source) => $$"""
        # What is moved, and where to. Try it before it moves anything:
        #
        #   tgp plan {{name}}.yaml{{sandbox}}
        #
        # The name is what the memory of this pipeline is kept under: keep it, and nothing is fetched twice.
        name: {{name}}

        # Where items come from. 'tgp plugins list' shows all sources, 'tgp plugins describe http' the options of this one.
        source:
          use: http
          with:
            {{source}}

        # C#: which items are kept. 'tgp fields http' lists what may be used, 'tgp try {{name}}.yaml{{sandbox}}' tries it out.
        # What the source does not know is null, and comparing null with anything is false; a size is asked for again when it is known.
        filter: item.Extension != ".exe" && (item.Size is null || item.Size < 2.GB())

        # The inside of a C# string: the name below each sink's root. Slashes make folders; those in values do not.
        # The list of the emulated server says of each file which album it belongs to; Or takes the first that is there.
        path: '{Or(item["album"].Text, item.Host)}/{item.Name}'

        # Where items go: one or more sinks.
        sinks:
          - use: filesystem
            with: { root: ./downloads }

        """;

    private static string Tests(string name, string sandbox) => $$"""
        # What should become of items, without network: 'tgp test {{name}}_test.yaml'.
        # 'tgp plan {{name}}.yaml{{sandbox}} --record items.jsonl' records real items; 'sample: items.jsonl' gives them to a test.
        pipeline: {{name}}.yaml

        tests:
          - name: every album has a folder, and what is in none goes by its host
            given:
              - { name: harbour.jpg, kind: photo, size: 2MB, fields: { host: example.com } }
              - { name: quay.jpg, kind: photo, size: 2MB, fields: { host: example.com, album: harbour } }
            expect:
              harbour.jpg: { verdict: kept, name: example.com/harbour.jpg }
              quay.jpg: { verdict: kept, name: harbour/quay.jpg }

          - name: programs are kept out
            given:
              - { name: setup.exe, size: 2MB, fields: { host: example.com } }
            expect:
              setup.exe: { verdict: dropped, by: item.Extension }

        """;
}
