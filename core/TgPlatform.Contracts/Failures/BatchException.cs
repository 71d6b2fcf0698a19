namespace TgPlatform.Contracts;

/// <summary>Some records of a batch failed; those that are not named are safe.</summary>
public sealed class BatchException : Exception
{
    /// <summary>Makes a failure of some records.</summary>
    /// <param name="failures">Failures by the record's index in the batch; at least one.</param>
    public BatchException(IReadOnlyDictionary<int, Exception> failures)
        : base($"{(failures ?? throw new ArgumentNullException(nameof(failures))).Count} records of the batch failed.")
        => Failures = failures;

    /// <summary>Failures by the record's index in the batch.</summary>
    public IReadOnlyDictionary<int, Exception> Failures { get; }
}
