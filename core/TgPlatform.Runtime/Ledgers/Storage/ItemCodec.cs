using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>Items as blobs: everything but identity and version, which are columns. What is read is what was written, types and all.</summary>
internal static class ItemCodec
{
    private const byte Format = 1;

    public static ReadOnlySpan<byte> Write(BlobWriter blob, Item item, string groupId, ulong owner)
    {
        blob.Clear().Byte(Format);
        blob.Text(groupId == item.Id ? null : groupId);
        blob.Text(item.Name);
        blob.Byte((byte)item.Kind);
        blob.Size(item.Size);
        blob.Flag(item.Date.HasValue);
        if (item.Date is { } date)
            blob.Time(date);
        blob.Flag(item.HasContent);
        blob.Text(item.Lane);
        blob.Text(item.Locator);
        blob.Text(item.RecordType);
        blob.Count((ulong)item.Fields.Count);
        foreach (var (name, value) in item.Fields)
        {
            blob.Text(name);
            WriteValue(blob, value);
        }

        return blob.Seal(owner);
    }

    public static (Item Item, string GroupId) Read(ReadOnlySpan<byte> bytes, string id, string? version, ulong owner)
    {
        var blob = new BlobReader(bytes, owner, $"item '{id}'");
        blob.Byte();
        var groupId = blob.Text() ?? id;
        var item = new Item
        {
            Id = id,
            Version = version,
            Name = blob.Text()!,
            Kind = (ItemKind)blob.Byte(),
            Size = blob.Size(),
            Date = blob.Flag() ? blob.Time() : null,
            HasContent = blob.Flag(),
            Lane = blob.Text(),
            Locator = blob.Text(),
            RecordType = blob.Text(),
            Fields = ReadFields(ref blob),
        };
        return (item, groupId);
    }

    private static Fields ReadFields(ref BlobReader blob)
    {
        var count = (int)blob.Count();
        if (count == 0)
            return Fields.Empty;
        var fields = new KeyValuePair<string, FieldValue>[count];
        for (var index = 0; index < count; index++)
            fields[index] = new(blob.Text()!, ReadValue(ref blob));
        return new(fields);
    }

    private static void WriteValue(BlobWriter blob, FieldValue value)
    {
        blob.Byte((byte)value.Type);
        switch (value.Type)
        {
            case FieldType.Text:
                blob.Text(value.Text);
                break;
            case FieldType.Integer:
                blob.Fixed((ulong)value.Integer!.Value);
                break;
            case FieldType.Number:
                blob.Fixed(BitConverter.DoubleToUInt64Bits(value.Number!.Value));
                break;
            case FieldType.Boolean:
                blob.Flag(value.Boolean!.Value);
                break;
            case FieldType.Time:
                blob.Time(value.Time!.Value);
                break;
            default:
                blob.Count((ulong)value.TextList!.Count);
                foreach (var text in value.TextList)
                    blob.Text(text);
                break;
        }
    }

    private static FieldValue ReadValue(ref BlobReader blob)
    {
        switch ((FieldType)blob.Byte())
        {
            case FieldType.Text:
                return blob.Text();
            case FieldType.Integer:
                return (long)blob.Fixed();
            case FieldType.Number:
                return BitConverter.UInt64BitsToDouble(blob.Fixed());
            case FieldType.Boolean:
                return blob.Flag();
            case FieldType.Time:
                return blob.Time();
            default:
                var texts = new string[(int)blob.Count()];
                for (var index = 0; index < texts.Length; index++)
                    texts[index] = blob.Text()!;
                return texts;
        }
    }
}
