using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http;

/// <summary>Options of the <c>http</c> source.</summary>
public sealed record HttpSourceOptions : IValidatedOptions
{
    /// <summary>URLs in the pipeline itself.</summary>
    [Description("URLs to fetch, http or https.")]
    [Example("[\"https://example.org/one.zip\", \"https://example.org/two.zip\"]")]
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>A text list.</summary>
    [Description("A text file with one URL per line, or the URL of one; empty lines and lines beginning with # do not count.")]
    [Example("urls.txt")]
    public string? List { get; init; }

    /// <summary>A task file.</summary>
    [Description("A JSON file, or the URL of one: [{\"url\": …}, …]; each task may have id, name, headers, priority, and more that become fields of the item.")]
    [Example("tasks.json")]
    public string? Tasks { get; init; }

    /// <summary>Whether the file is followed.</summary>
    [Description("Follow the file in list or tasks while running: what is added starts at once. The run then ends only when it is stopped.")]
    public bool Watch { get; init; }

    /// <summary>Pause between two looks at a followed file.</summary>
    [Description("How often a followed file is looked at when the system does not tell of changes, and how long it must rest before an unfinished last line counts.")]
    [Range(typeof(TimeSpan), "100ms", "1h")]
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Headers of every request.</summary>
    [Description("Headers sent with every request, by name; a task's own come on top. Not sent along when a server redirects to another host.")]
    [Example("{ X-Api-Key: \"${API_KEY}\" }")]
    public IReadOnlyDictionary<string, Secret> Headers { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Credentials by host.</summary>
    [Description("Credentials, each for one host.")]
    [Example("[{ host: files.example.org, token: \"${FILES_TOKEN}\" }]")]
    public IReadOnlyList<HttpAuth> Auth { get; init; } = [];

    /// <summary>A proxy.</summary>
    [Description("Proxy to go through, with user and password if it wants them; without it, HTTP_PROXY, HTTPS_PROXY and NO_PROXY count.")]
    [Example("http://user:${PROXY_PASSWORD}@proxy.example.org:3128")]
    public Secret? Proxy { get; init; }

    /// <summary>Whether certificates are checked.</summary>
    [Description("Check servers' certificates. Switch it off only for a server you know.")]
    public bool VerifyTls { get; init; } = true;

    /// <summary>Connections per host.</summary>
    [Description("Most connections to one host at once, and so most items fetched from it at once. They begin with a few, grow while that brings more, and are halved when the host answers that it is overloaded.")]
    [Range(1, 256)]
    public int ConnectionsPerHost { get; init; } = 96;

    /// <summary>Ranges of one file at once.</summary>
    [Description("How many ranges of one large file are fetched at once; worth it where a server limits each connection. They share connections_per_host.")]
    [Range(1, 32)]
    public int ParallelRanges { get; init; } = 1;

    /// <summary>Length of such a range.</summary>
    [Description("Length of one range, when a file is fetched by several at once; smaller files come in one piece.")]
    [Range(typeof(ByteSize), "64KiB", "16MiB")]
    public ByteSize RangeSize { get; init; } = ByteSize.FromMiB(4);

    /// <summary>Limit of connecting.</summary>
    [Description("How long connecting to a host may take, TLS included.")]
    [Range(typeof(TimeSpan), "100ms", "10m")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Limit of silence.</summary>
    [Description("How long a server may be silent, before its answer and within it.")]
    [Range(typeof(TimeSpan), "100ms", "1h")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IEnumerable<OptionMistake> Validate() => OptionChecks.Of(this);
}
