using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Scenario;

/// <summary>A whole emulated service as a file describes it.</summary>
public sealed record TelegramScenario
{
    /// <summary>How many data centres there are, numbered from 1.</summary>
    public int DataCentres { get; init; } = 4;

    /// <summary>The port of data centre 1, the next ones follow; 0 takes free ports.</summary>
    public int FirstPort { get; init; }

    /// <summary>Who can log in.</summary>
    public IReadOnlyList<AccountOptions> Accounts { get; init; } = [];

    /// <summary>What there is to see.</summary>
    public IReadOnlyList<ChatOptions> Chats { get; init; } = [];

    /// <summary>What the service does at all times.</summary>
    public FaultSwitches Faults { get; init; } = new();

    /// <summary>What goes wrong with single requests.</summary>
    public IReadOnlyList<FaultRule> Rules { get; init; } = [];

    /// <summary>How often methods may be called.</summary>
    public IReadOnlyList<FloodLimit> Limits { get; init; } = [];

    /// <summary>One account and a handful of chats, one of each kind: enough to try a pipeline without writing a file.</summary>
    public static TelegramScenario Demonstration { get; } = new()
    {
        Accounts = [new() { Phone = "491700000001" }, new() { Phone = "491700000002", FirstName = "Grace" }, new() { Phone = "491700000003", FirstName = "Alan" }],
        Chats =
        [
            new() { Title = "Sandbox news", Username = "sandbox_news", Messages = 120, AlbumEvery = 10, GapEvery = 17, EditEvery = 11, CommentsPerPost = 2 },
            new() { Kind = ChatKind.Forum, Title = "Sandbox forum", Username = "sandbox_forum", Messages = 60, Topics = ["Releases", "Pictures"] },
            new() { Kind = ChatKind.Group, Title = "Sandbox group", Username = "sandbox_group", Messages = 40, ReplyEvery = 5, MigratedMessages = 10 },
            new() { Title = "Sandbox live", Username = "sandbox_live", Messages = 5, PostEverySeconds = 5 },
            new() { Title = "Sandbox club", Invite = "sandbox-club", Messages = 20, Members = [] },
        ],
    };
}
