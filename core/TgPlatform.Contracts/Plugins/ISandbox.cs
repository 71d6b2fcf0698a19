namespace TgPlatform.Contracts;

/// <summary>An emulated service on loopback, so that a pipeline can be tried without account, server or network.</summary>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>Starts the service on loopback, on ports the system chooses.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>Variables for pipelines, for instance <c>SANDBOX_HTTP</c> = <c>http://127.0.0.1:41234</c>; names in upper case.</returns>
    ValueTask<IReadOnlyDictionary<string, string>> StartAsync(CancellationToken cancellationToken);
}
