namespace TgPlatform.Runtime.Options;

/// <summary>An options record that cannot be used as one: its author's mistake, not the user's.</summary>
public sealed class OptionModelException : Exception
{
    /// <summary>Makes the failure.</summary>
    /// <param name="recordType">The options record.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="innerException">What its constructor threw, or null.</param>
    public OptionModelException(Type recordType, string reason, Exception? innerException = null)
        : base($"The options record {recordType.FullName} cannot be used: {reason}", innerException)
    {
    }
}
