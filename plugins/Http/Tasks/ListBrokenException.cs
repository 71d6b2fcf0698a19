namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>A list cannot be read further: it is no list, or somebody is still writing it.</summary>
internal sealed class ListBrokenException(string message) : Exception(message);
