using TgPlatform.Contracts;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using TgPlatform.Plugins.Telegram.Source;
using TgPlatform.Plugins.Telegram.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Plugins.Telegram.Tests.Source;

/// <summary>A channel with albums, by one account.</summary>
public sealed class TelegramSourceContractTests : SourceFaultContract, IClassFixture<TelegramSourceContractTests.Channel>
{
    private readonly Channel _channel;

    public TelegramSourceContractTests(Channel channel) => _channel = channel;

    // Telegram has no files without bytes.
    protected override bool OffersEmptyContent => false;

    protected override ISource Create() => new TelegramSource(_channel.Pool.Options("@contract"), new PluginContext());

    public sealed class Channel : IAsyncLifetime
    {
        internal Pool Pool { get; private set; } = null!;

        public async Task InitializeAsync() => Pool = await Pool.StartAsync(1, new ChatOptions
        {
            Username = "contract", Messages = 9, AlbumEvery = 5, GapEvery = 4, MinimumFileBytes = 3_000, MaximumFileBytes = 5_000, DataCentre = 2,
        });

        public async Task DisposeAsync() => await Pool.DisposeAsync();
    }
}
