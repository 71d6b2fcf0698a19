namespace TgPlatform.Runtime.Ledgers.Storage;

/// <summary>A row is not as it was written.</summary>
/// <param name="what">Which row.</param>
internal sealed class DamagedRowException(string what) : Exception($"{what} is not as it was written");
