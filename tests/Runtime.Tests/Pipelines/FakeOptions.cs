using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Tests.Pipelines;

internal sealed record NoOptions;

internal sealed record WebOptions : IValidatedOptions
{
    [Description("What to fetch."), Example("[\"https://example.com/a.zip\"]")]
    public required IReadOnlyList<Uri> Urls { get; init; }

    [Range(1, 16)]
    public int Parts { get; init; } = 1;

    public long? Limit { get; init; }

    [Range(0.0, 1.0)]
    public double Jitter { get; init; } = 0.5;

    public bool Watch { get; init; }

    [Range(typeof(TimeSpan), "1s", "10m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public string? User { get; init; }
    public Secret? Password { get; init; }
    public DateTimeOffset? Since { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public ProxyOptions? Proxy { get; init; }

    public IEnumerable<OptionMistake> Validate()
    {
        if (User is null != Password is null)
            yield return new(User is null ? "password" : "user", "User and password go together. Set both or none.");
        if (Watch && Limit == 0)
            yield return new(null, "Nothing to watch with a limit of 0.");
    }
}

internal sealed record ProxyOptions
{
    [Description("Where the proxy is.")]
    public required Uri Address { get; init; }

    [Range(1, 65535)]
    public IReadOnlyList<int> Ports { get; init; } = [];

    public Secret? Token { get; init; }
}

internal sealed record DiskOptions
{
    [Description("The folder everything goes under."), Example("./downloads")]
    public required string Root { get; init; }

    public OnConflict OnConflict { get; init; } = OnConflict.Fail;

    [Range(typeof(ByteSize), "4KiB", "16MiB")]
    public ByteSize WriteBuffer { get; init; } = ByteSize.FromKiB(64);

    public Strict? Mode { get; init; }
}

internal enum OnConflict
{
    Fail,
    Skip,
    KeepBoth,
}

/// <summary>A form of its own whose reading throws something unexpected.</summary>
internal sealed record Strict(int Value) : IParsable<Strict>
{
    public static Strict Parse(string s, IFormatProvider? provider) => s == "none" ? throw new InvalidOperationException("no mode 'none' today") : new(s.Length);

    public static bool TryParse(string? s, IFormatProvider? provider, out Strict result) => throw new NotSupportedException();
}

internal sealed record BalanceOptions
{
    [Range(0.01, 1.0)]
    public double MaxImbalance { get; init; } = 0.1;
}
