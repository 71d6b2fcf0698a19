namespace TgPlatform.Contracts;

/// <summary>Stores the fields of items as rows or messages. The runtime does the batching, by count, bytes and age, per record type.</summary>
public interface IRecordSink : IAsyncDisposable
{
    /// <summary>Stores a batch; when the call returns, every record is safe.</summary>
    /// <param name="type">The record type all of them have.</param>
    /// <param name="records">At least one record, in the order in which the items were found.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BatchException">Some records failed; the others are safe.</exception>
    /// <exception cref="FailureException">The batch failed as a whole.</exception>
    ValueTask WriteBatchAsync(string type, IReadOnlyList<Record> records, CancellationToken cancellationToken);
}
