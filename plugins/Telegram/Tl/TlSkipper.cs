namespace TgPlatform.Plugins.Telegram.Tl;

/// <summary>Steps over any object of the schema by the table the build generates; TL does not say where an object ends.</summary>
internal static class TlSkipper
{
    private enum Kind : uint { Four, Eight, Sixteen, ThirtyTwo, Bytes, Bool, Flags, Boxed, Bare }

    public static void SkipBoxed(ref TlReader r, int type)
    {
        r.Descend();
        SkipBody(ref r, r.ReadId(), type);
        r.Ascend();
    }

    public static void SkipVector(ref TlReader r, int type)
    {
        r.ExpectVector();
        for (var left = r.ReadCount(); left > 0; left--) SkipBoxed(ref r, type);
    }

    /// <summary>Steps over the fields of a constructor whose number was just read, if it makes an object of this type.</summary>
    public static void SkipBody(ref TlReader r, uint id, int type)
    {
        var index = TlTable.Ids.BinarySearch(id);
        if (index < 0 || TlTable.TypeOf[index] != type) throw Unexpected(id, TypeName(type));
        SkipFields(ref r, index);
    }

    public static TlException Unexpected(uint id, string type)
        => new($"'{NameOf(id)}' where the schema has a {type}", id);

    public static string TypeName(int type) => Line(TlTable.TypeNames, type);

    /// <summary>The name of a constructor, or its number where layer 227 has none.</summary>
    public static string NameOf(uint id)
    {
        var index = TlTable.Ids.BinarySearch(id);
        return index >= 0 ? Line(TlTable.Names, index) : $"unknown constructor {id:x8}";
    }

    private static string Line(string lines, int index)
    {
        foreach (var range in lines.AsSpan().Split('\n'))
            if (index-- == 0) return lines[range];
        return "";
    }

    private static void SkipFields(ref TlReader r, int index)
    {
        // At most three flags words; word 0 stands for "always".
        Span<uint> words = stackalloc uint[4];
        words[0] = uint.MaxValue;
        var seen = 0;
        int first = TlTable.FirstField[index], end = TlTable.FirstField[index + 1];
        for (var i = first; i < end; i++)
        {
            var field = TlTable.Fields[i];
            var word = (int)(field >> 21 & 3);
            if (word != 0 && (words[word] >> (int)(field >> 16 & 31) & 1) == 0) continue;
            if ((field >> 12 & 15) == (uint)Kind.Flags) words[++seen] = r.ReadUInt32();
            else if ((field & 3u << 23) == 0) SkipOne(ref r, field);
            else SkipMany(ref r, field);
        }
    }

    private static void SkipMany(ref TlReader r, uint field)
    {
        if ((field & 1u << 23) != 0) r.ExpectVector();
        for (var left = r.ReadCount(); left > 0; left--) SkipOne(ref r, field);
    }

    private static void SkipOne(ref TlReader r, uint field)
    {
        switch ((Kind)(field >> 12 & 15))
        {
            case Kind.Four: r.Take(4); break;
            case Kind.Eight: r.Take(8); break;
            case Kind.Sixteen: r.Take(16); break;
            case Kind.ThirtyTwo: r.Take(32); break;
            case Kind.Bytes: r.ReadSpan(); break;
            case Kind.Bool: r.ReadBool(); break;
            case Kind.Boxed: SkipBoxed(ref r, (int)(field & 0xfff)); break;
            case Kind.Bare: SkipFields(ref r, (int)(field & 0xfff)); break;
        }
    }
}
