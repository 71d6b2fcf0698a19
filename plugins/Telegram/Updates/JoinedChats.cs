using System.Collections.Concurrent;
using TgPlatform.Plugins.Telegram.Schema;

namespace TgPlatform.Plugins.Telegram.Updates;

/// <summary>Which channels an account has joined, as the chats that come with answers and updates tell. Nobody is asked.</summary>
internal sealed class JoinedChats
{
    private readonly ConcurrentDictionary<long, bool> _channels = new();

    /// <summary>Null when the channel was never met.</summary>
    public bool? IsJoined(long channel) => _channels.TryGetValue(channel, out var joined) ? joined : null;

    public void Learn(long channel, bool isJoined) => _channels[channel] = isJoined;

    public void Learn(IEnumerable<AnyChat> chats)
    {
        foreach (var chat in chats)
        {
            switch (chat)
            {
                // The short form that comes with mentions says nothing about membership.
                case Channel { Min: false } channel: _channels[channel.Id] = !channel.Left; break;
                case ChannelForbidden gone: _channels[gone.Id] = false; break;
            }
        }
    }
}
