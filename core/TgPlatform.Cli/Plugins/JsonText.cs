using System.Buffers;
using System.Text;
using System.Text.Json;
using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Plugins;

/// <summary>Prints one JSON value.</summary>
internal static class JsonText
{
    /// <summary>Prints what is written, indented.</summary>
    public static void Print(Terminal terminal, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new() { Indented = true }))
            write(writer);
        terminal.Output.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}
