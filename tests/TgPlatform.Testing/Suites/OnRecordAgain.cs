namespace TgPlatform.Testing;

/// <summary>What a record sink does with a record that comes again, after a crash or an edit.</summary>
public enum OnRecordAgain
{
    /// <summary>Stores it once more, as a queue does.</summary>
    Adds,

    /// <summary>Stores it once more when it has changed; one that a killed process had just stored, and that comes again to the next one, is known.</summary>
    Recognises,

    /// <summary>Puts it in the place of the one before.</summary>
    Replaces,
}

/// <summary>A record as a suite finds it in a store.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Key">Its key.</param>
/// <param name="Text">The value of its field <c>text</c>.</param>
public sealed record StoredRecord(string Type, string Key, string Text);
