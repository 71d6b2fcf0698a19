using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace TgPlatform.S3Server;

/// <summary>Stands before a real server: passes requests on as they are, or makes of it a worse or a better one.</summary>
public sealed class Front : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _behind = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly string _target;
    private readonly ConcurrentQueue<Operation> _seen = new();

    private Front(WebApplication server, string target) => (_server, _target) = (server, target);

    /// <summary>What happens to a request: the operation, and how many of it there were before, this one included.</summary>
    public Func<Operation, int, Fault> Decide { get; set; } = static (_, _) => Fault.None;

    /// <summary>Looks at a request and its body, and may change the headers and bytes passed on; a status other than 0 answers at once.</summary>
    public Func<HttpRequest, byte[], (byte[] Body, int Status, string Code)> Inspect { get; set; } = static (_, body) => (body, 0, "");

    /// <summary>May change what is answered.</summary>
    public Action<HttpRequest, HttpResponse> Answer { get; set; } = static (_, _) => { };

    public string Url => _server.Urls.First();

    public IReadOnlyCollection<Operation> Seen => _seen;

    public int Count(Operation operation) => _seen.Count(one => one == operation);

    public static async Task<Front> BeforeAsync(RadosGateway gateway)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(static options => options.Limits.MaxRequestBodySize = null);
        var front = new Front(builder.Build(), gateway.Url);
        front._server.Run(front.ServeAsync);
        await front._server.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _behind.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var operation = Operations.Of(context.Request);
        _seen.Enqueue(operation);
        var fault = Decide(operation, Count(operation));
        if (fault == Fault.CutBefore)
        {
            context.Abort();
            return;
        }

        if (fault == Fault.CutInside)
        {
            await context.Request.Body.ReadExactlyAsync(new byte[1000]);
            context.Abort();
            return;
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (bytes, status, code) = fault switch
        {
            Fault.InternalError => ([], 500, "InternalError"),
            Fault.SlowDown => ([], 503, "SlowDown"),
            Fault.NotAllowed => ([], 405, "MethodNotAllowed"),
            _ => Inspect(context.Request, body.ToArray()),
        };
        if (status != 0)
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>by the front</Message></Error>");
            return;
        }

        using var answer = await ForwardAsync(context, bytes);
        if (fault == Fault.CutAfter)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
                context.Response.Headers[name] = values.ToArray();
        }

        Answer(context.Request, context.Response);
        if (context.Request.Method != "HEAD")
            await answer.Content.CopyToAsync(context.Response.Body);
    }

    // The path as it came, byte for byte, and the host it was sent to: both are signed.
    private Task<HttpResponseMessage> ForwardAsync(HttpContext context, byte[] body)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = new HttpRequestMessage(new(context.Request.Method), new Uri(_target + raw, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = body.Length > 0 || context.Request.Method is "PUT" or "POST" ? new ByteArrayContent(body) : null,
        };
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is not ("Content-Length" or "Expect" or "Connection") && !request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return _behind.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
    }
}
