using TgPlatform.Plugins.Telegram.Tl;

namespace TgPlatform.Plugins.Telegram.Tests.Support;

/// <summary>Writes random, valid objects of any line of the schema, knowing nothing of the generated code.</summary>
internal sealed class RandomObjects(int seed)
{
    private static readonly ILookup<string, SchemaLine> ByType = SchemaLines.Protocol.Where(l => l.Name != "message").Concat(SchemaLines.Api).Where(l => !l.IsMethod).ToLookup(l => l.Result);
    private readonly Random _random = new(seed);

    public byte[] Of(SchemaLine line, double flagChance = 0.5)
    {
        var writer = new TlWriter();
        Write(writer, line, depth: 0, flagChance);
        return writer.Written.ToArray();
    }

    private void Write(TlWriter w, SchemaLine line, int depth, double flagChance, bool boxed = true)
    {
        if (boxed) w.WriteUInt32(line.Id);
        var flags = new Dictionary<string, uint>();
        foreach (var field in line.Fields)
        {
            if (field.Type == "#")
            {
                var bits = 0u;
                foreach (var dependent in line.Fields.Where(f => f.Flags == field.Name))
                    if (_random.NextDouble() < (depth > 2 ? 0 : flagChance)) bits |= 1u << dependent.Bit;
                w.WriteUInt32(flags[field.Name] = bits);
            }
            else if (field.Flags is null || (flags[field.Flags] >> field.Bit & 1) != 0)
            {
                WriteValue(w, field.Type, depth, flagChance);
            }
        }
    }

    private void WriteValue(TlWriter w, string type, int depth, double flagChance)
    {
        switch (type)
        {
            case "true": return;
            case "int": w.WriteInt32(_random.Next()); return;
            case "long": w.WriteInt64(_random.NextInt64()); return;
            case "double": w.WriteDouble(_random.NextDouble()); return;
            case "int128": w.WriteInt128(_random.NextInt64()); return;
            case "int256": _random.NextBytes(w.Reserve(32)); return;
            case "Bool": w.WriteBool(_random.Next(2) == 0); return;
            case "string" or "bytes":
                w.WriteString(new string('x', _random.Next(_random.Next(20) == 0 ? 600 : 12)));
                return;
        }
        if (type.StartsWith("vector<", StringComparison.OrdinalIgnoreCase))
        {
            var count = depth > 2 ? 0 : _random.Next(3);
            if (type[0] == 'V') w.WriteVector(count); else w.WriteInt32(count);
            for (var i = 0; i < count; i++) WriteValue(w, type[7..^1], depth + 1, flagChance);
            return;
        }
        if (char.IsLower(type[type.LastIndexOf('.') + 1]))
        {
            Write(w, SchemaLines.Protocol.Single(l => l.Name == type), depth + 1, flagChance, boxed: false);
            return;
        }
        var choices = ByType[type].ToArray();
        // Deep down only the plainest constructor, so that recursive types come to an end.
        var chosen = depth > 2 ? choices.MinBy(Weight)! : choices[_random.Next(choices.Length)];
        Write(w, chosen, depth + 1, flagChance);
    }

    private static int Weight(SchemaLine line)
        => line.Fields.Count(f => f.Flags is null && f.Type.Length > 0 && char.IsUpper(f.Type[f.Type.LastIndexOf('.') + 1])) * 10 + line.Fields.Length;
}
