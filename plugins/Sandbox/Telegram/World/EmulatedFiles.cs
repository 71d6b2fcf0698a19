namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>Finds any file by its id alone; nothing is stored.</summary>
public sealed class EmulatedFiles
{
    private readonly EmulatedWorld _world;
    private readonly int _dataCentres;

    internal EmulatedFiles(EmulatedWorld world, int dataCentres) => (_world, _dataCentres) = (world, dataCentres);

    /// <summary>The file with this id; null when no message ever had it.</summary>
    public EmulatedFile? Find(long fileId)
    {
        var identity = FileIdentity.Of(fileId);
        if (_world.FindNumber(identity.ChatNumber) is not { } chat || chat.FindVersion(identity.MessageId, identity.Version) is not { HasFile: true } message) return null;
        if (identity.Part is not (FileIdentity.Main or FileIdentity.LowQuality)) return null;
        return Of(chat, message, identity.Part);
    }

    /// <summary>The file of a message; null when it has none.</summary>
    public EmulatedFile? Of(EmulatedChat chat, int messageId) =>
        chat.Find(messageId) is { HasFile: true } message ? Of(chat, message, FileIdentity.Main) : null;

    internal EmulatedFile Of(EmulatedChat chat, EmulatedMessage message, int part)
    {
        // A copy in a discussion group shows the very file of the post.
        var owner = message.ForwardedPost != 0 && chat.Linked is not null ? chat.Linked : chat;
        var ownerId = ReferenceEquals(owner, chat) ? message.Id : message.ForwardedPost;
        var id = new FileIdentity(owner.Number, ownerId, message.FileVersion, part).Id;
        var bytes = part == FileIdentity.LowQuality ? Math.Max(1, message.FileBytes / 3) : message.FileBytes;
        var dataCentre = owner.Options.DataCentre != 0 ? owner.Options.DataCentre : 1 + (int)(Mixer.Mix((ulong)id) % (ulong)_dataCentres);
        return new EmulatedFile(id, message.Kind, bytes, message.FileName, message.Date, dataCentre);
    }
}
