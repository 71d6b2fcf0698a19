using TgPlatform.Plugins.Sandbox.Telegram.Faults;
using TgPlatform.Plugins.Sandbox.Telegram.World;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TgPlatform.Plugins.Sandbox.Telegram.Scenario;

/// <summary>Reads a scenario from YAML or JSON; option names are the properties of <see cref="TelegramScenario"/> in snake_case.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">Something is wrong in the file: where, and what.</exception>
    public static TelegramScenario Load(string path)
    {
        using var reader = File.OpenText(path);
        return Read(reader, path);
    }

    /// <summary>Reads a text; the name is for messages.</summary>
    /// <exception cref="FormatException">Something is wrong in the text: where, and what.</exception>
    public static TelegramScenario Read(TextReader text, string name) => Read<TelegramScenario>(text, name);

    /// <summary>Reads one part of a scenario from YAML or JSON; an empty text is a part with nothing said.</summary>
    /// <exception cref="FormatException">Something is wrong in the text: where, and what.</exception>
    internal static T Read<T>(TextReader text, string name)
        where T : new()
    {
        var deserializer = new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .WithEnumNamingConvention(UnderscoredNamingConvention.Instance)
            .WithDuplicateKeyChecking()
            .WithTypeMapping<IReadOnlyList<AccountOptions>, List<AccountOptions>>()
            .WithTypeMapping<IReadOnlyList<ChatOptions>, List<ChatOptions>>()
            .WithTypeMapping<IReadOnlyList<MediaKind>, List<MediaKind>>()
            .WithTypeMapping<IReadOnlyList<FaultRule>, List<FaultRule>>()
            .WithTypeMapping<IReadOnlyList<FloodLimit>, List<FloodLimit>>()
            .WithTypeMapping<IReadOnlyList<string>, List<string>>()
            .Build();
        try
        {
            return deserializer.Deserialize<T?>(text) ?? new T();
        }
        catch (YamlException exception)
        {
            var reason = exception.InnerException?.Message ?? exception.Message;
            throw new FormatException($"{name}:{exception.Start.Line}:{exception.Start.Column}: {reason} Compare with the options of {typeof(T).Name}.", exception);
        }
    }
}
