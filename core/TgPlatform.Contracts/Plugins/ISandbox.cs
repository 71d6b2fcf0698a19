namespace TgPlatform.Contracts;

/// <summary>An emulated service on loopback, so that a pipeline can be tried without account, server or network.</summary>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>Starts the service on loopback, on ports the system chooses.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>
    /// Variables for pipelines, for instance <c>SANDBOX_HTTP</c> = <c>http://127.0.0.1:41234</c>; their names are in upper case and begin with
    /// <c>SANDBOX_</c> and the sandbox's own name, for only a pipeline that mentions one of them starts the service.
    /// </returns>
    ValueTask<IReadOnlyDictionary<string, string>> StartAsync(CancellationToken cancellationToken);
}
