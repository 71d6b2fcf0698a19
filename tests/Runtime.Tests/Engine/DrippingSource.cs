using System.Globalization;
using System.Runtime.CompilerServices;
using TgPlatform.Contracts;
using TgPlatform.Testing;

namespace TgPlatform.Runtime.Tests.Engine;

/// <summary>Finds an item every 40 ms by the clock it is given, until it hears of something or has found enough.</summary>
internal sealed class DrippingSource(int enough, Task heard, ManualTimeProvider time) : ISource
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);

    // By the real clock, and only so that others get to run: it ends as soon as something is heard.
    private static readonly TimeSpan Chance = TimeSpan.FromSeconds(1);

    public IReadOnlyList<Lane> Lanes { get; } = [Some.Lane()];

    /// <summary>True when what it listens for came while it was still finding items.</summary>
    public bool WasHeard { get; private set; }

    public async IAsyncEnumerable<ItemGroup> DiscoverAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var found = 0; found < enough && !WasHeard; found++)
        {
            yield return Some.Item(found.ToString(CultureInfo.InvariantCulture), 1);
            await Task.WhenAny(heard, Task.Delay(Chance, cancellationToken));
            WasHeard = heard.IsCompleted;
            time.Advance(Pace);
        }
    }

    public ValueTask<Content> OpenAsync(Item item, Lane lane, ResumePoint from, CancellationToken cancellationToken) => new(new Content(new MemoryStream(new byte[1], writable: false)));

    public ValueTask DisposeAsync() => default;
}
