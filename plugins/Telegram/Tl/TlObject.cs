namespace TgPlatform.Plugins.Telegram.Tl;

/// <summary>A value of a boxed type. One that no class exists for is an instance of its type's own class and only knows its number.</summary>
internal abstract class TlObject : ITlRequest
{
    public uint ConstructorId { get; protected internal set; }

    /// <summary>The constructor's name in the schema, for messages to people.</summary>
    public string SchemaName => TlSkipper.NameOf(ConstructorId);

    public virtual void Write(TlWriter w) => throw new InvalidOperationException($"{SchemaName} is only ever received");
}
