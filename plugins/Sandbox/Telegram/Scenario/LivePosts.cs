using System.Globalization;
using TgPlatform.Plugins.Sandbox.Telegram.World;

namespace TgPlatform.Plugins.Sandbox.Telegram.Scenario;

/// <summary>Lets a chat grow while somebody watches: one new message every so many seconds.</summary>
internal sealed class LivePosts : IDisposable
{
    private readonly EmulatedChat _chat;
    private readonly ITimer _timer;

    public LivePosts(EmulatedChat chat, TimeProvider time)
    {
        _chat = chat;
        var interval = TimeSpan.FromSeconds(chat.Options.PostEverySeconds);
        _timer = time.CreateTimer(_ => Post(), null, interval, interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Post()
    {
        var (options, number) = (_chat.Options, _chat.TopId + 1);
        var kind = options.Media.Count == 0 ? MediaKind.Text : options.Media[number % options.Media.Count];
        _chat.Post(new EmulatedMessage
        {
            Kind = kind,
            Text = string.Create(CultureInfo.InvariantCulture, $"Live {number}"),
            FileBytes = options.MinimumFileBytes,
            SenderId = options.Kind == ChatKind.Channel ? 0 : SyntheticUsers.FirstId,
        });
    }
}
