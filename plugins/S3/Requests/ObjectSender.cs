using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Xml;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Names;

namespace TgPlatform.Plugins.S3.Requests;

/// <summary>
/// Sends the requests that carry content or begin to. Not by the SDK: of the CPU time an upload of small objects takes with it, most is the
/// SDK's own (perf/README.md, "s3").
/// </summary>
internal sealed class ObjectSender(Bucket bucket, TimeProvider time) : IDisposable
{
    private const int MostTries = 4;
    private const int SlowestBytesPerSecond = 16 * 1024;
    private const int SlowestCopyBytesPerSecond = 1024 * 1024;
    private const int AskFirstBytes = 1 << 20;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20), // below what servers keep theirs: a request on a connection they close is a request again
        ActivityHeadersPropagator = null,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private readonly Lazy<RequestSigner> _signer = new(() => new(bucket.Region, time));

    /// <summary>
    /// Sends bytes, and again while only the server or the line is to blame: the bytes are at hand, asking the source for them anew costs more.
    /// </summary>
    /// <param name="key">The whole key.</param>
    /// <param name="query">Canonical: names in order, values percent-encoded; empty for the object itself.</param>
    /// <param name="body">The bytes; stay the caller's.</param>
    /// <param name="headers">Headers, names in lower case.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RefusedException">The server refused.</exception>
    /// <exception cref="FailureException">There was no answer.</exception>
    public async Task<HttpResponseHeaders> PutAsync(
        string key, string query, PartBuffer body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        return await AgainAsync(
            async () =>
            {
                using var response = await SendAsync(HttpMethod.Put, key, query, new PartContent(body), headers, TimeFor(body.Length, SlowestBytesPerSecond), cancellationToken);
                return response.Headers;
            },
            cancellationToken);
    }

    /// <summary>Has the server copy bytes it has, and gives what it says of the copy.</summary>
    /// <param name="key">The whole key.</param>
    /// <param name="query">Canonical, as in <see cref="PutAsync"/>.</param>
    /// <param name="headers">Headers, names in lower case; they say what is copied.</param>
    /// <param name="bytes">How much it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RefusedException">The server refused.</exception>
    /// <exception cref="FailureException">There was no answer.</exception>
    public Task<IReadOnlyDictionary<string, string>> CopyAsync(
        string key, string query, IReadOnlyList<KeyValuePair<string, string>> headers, long bytes, CancellationToken cancellationToken)
        => AgainAsync<IReadOnlyDictionary<string, string>>(
            async () =>
            {
                using var response = await SendAsync(HttpMethod.Put, key, query, new ByteArrayContent([]), headers, TimeFor(bytes, SlowestCopyBytesPerSecond), cancellationToken);
                var answer = ElementsOf(await response.Content.ReadAsStringAsync(cancellationToken));
                // A server that answers before it is done may fail behind its 200.
                return answer.ContainsKey("ETag") ? answer : throw new RefusedException(new(500, answer.GetValueOrDefault("Code"), answer.GetValueOrDefault("Message")));
            },
            cancellationToken);

    /// <summary>Begins a multipart upload and gives its id.</summary>
    public async Task<string> CreateUploadAsync(string key, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, key, "uploads=", new ByteArrayContent([]), headers, AnswerLimit, cancellationToken);
        return ElementsOf(await response.Content.ReadAsStringAsync(cancellationToken)).GetValueOrDefault("UploadId")
            ?? throw new FailureException(FailureKind.Transient, $"The upload of '{key}' cannot be begun: {bucket.Label} named no upload id.");
    }

    public void Dispose() => _http.Dispose();

    private static bool IsWorthAnotherTry(Exception failure)
        => failure is RefusedException { Answer.IsServersTrouble: true } or HttpRequestException or IOException;

    private static TimeSpan TimeFor(long bytes, int slowest) => AnswerLimit + TimeSpan.FromSeconds((double)bytes / slowest);

    private async Task<T> AgainAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await send();
            }
            catch (Exception failure) when (attempt < MostTries && IsWorthAnotherTry(failure) && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(FirstPause * (1 << (attempt - 1)), time, cancellationToken);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string key, string query, HttpContent content, IReadOnlyList<KeyValuePair<string, string>> headers, TimeSpan patience, CancellationToken cancellationToken)
    {
        var address = bucket.Address + KeyName.Encode(key) + (query.Length > 0 ? '?' + query : "");
        using var request = new HttpRequestMessage(method, new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = content };
        _signer.Value.Sign(request, headers, await bucket.CredentialsAsync());
        // A server that refuses says so before megabytes are on their way.
        request.Headers.ExpectContinue = content.Headers.ContentLength >= AskFirstBytes;
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            if (response.StatusCode == HttpStatusCode.OK)
                return response;
            using (response)
                throw new RefusedException(await ReadAsync(response, either.Token));
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FailureException(FailureKind.Throttled, $"'{key}' cannot be written: no answer came in time.", late);
        }
    }

    private static async Task<S3Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var elements = ElementsOf(await response.Content.ReadAsStringAsync(cancellationToken));
        var wait = response.Headers.RetryAfter?.Delta;
        return new((int)response.StatusCode, elements.GetValueOrDefault("Code"), elements.GetValueOrDefault("Message"), wait);
    }

    // Servers and what stands before them also answer with pages that are no XML: then the status has to do.
    private static Dictionary<string, string> ElementsOf(string text)
    {
        var elements = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var name = "";
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                    name = reader.LocalName;
                else if (reader.NodeType == XmlNodeType.Text)
                    elements.TryAdd(name, reader.Value);
            }
        }
        catch (XmlException)
        {
            return elements;
        }

        return elements;
    }
}
