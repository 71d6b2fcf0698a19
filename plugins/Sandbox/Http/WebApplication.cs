using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>Answers requests: lists and pages, and everything else as a file.</summary>
internal sealed class WebApplication(TimeProvider time) : IHttpApplication<HttpContext>
{
    private readonly FaultCounter _counter = new();

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var path = context.Request.Path.Value ?? "/";
        try
        {
            if (Listings.For(path, $"{context.Request.Scheme}://{context.Request.Host}") is { } listing)
                await WriteTextAsync(context, listing);
            else
                await new MediaAnswer(context, path, Faults.In(context.Request.Query), time).WriteAsync(_counter);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionAbortedException or ConnectionResetException)
        {
            context.Abort();
        }
    }

    private static async Task WriteTextAsync(HttpContext context, Listing listing)
    {
        context.Response.ContentType = listing.MediaType + "; charset=utf-8";
        context.Response.ContentLength = System.Text.Encoding.UTF8.GetByteCount(listing.Text);
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(listing.Text, context.RequestAborted);
    }
}
