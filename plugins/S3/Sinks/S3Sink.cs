using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;
using TgPlatform.Plugins.S3.Connections;
using TgPlatform.Plugins.S3.Names;
using TgPlatform.Plugins.S3.Requests;
using TgPlatform.Plugins.S3.Uploads;

namespace TgPlatform.Plugins.S3.Sinks;

/// <summary>Stores content as objects below a prefix: whole or not at all, straight from the source, without a temporary file.</summary>
internal sealed class S3Sink : ISink, INaming, IReadable, IBuffering, ICopies, IConnecting, ICheckable
{
    private readonly S3SinkOptions _options;
    private readonly PluginContext _context;
    private readonly Bucket _bucket;
    private readonly ObjectSender _sender;
    private readonly ObjectReader _reader;
    private readonly CopySizes _copySizes;
    private readonly EndpointPowers? _powers;
    private readonly PartMemory _memory;
    private readonly KeyLocks _locks = new();
    private readonly string _prefix;
    private readonly SemaphoreSlim _opening = new(1);
    private volatile UploadRoom? _room;

    /// <summary>Makes the sink; nothing is asked of the server.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the runtime lends it.</param>
    /// <param name="copySizes">How much is copied by one request; what S3 allows when left out.</param>
    /// <param name="powers">What the server can do, where that is known; else it is found out.</param>
    public S3Sink(S3SinkOptions options, PluginContext context, CopySizes? copySizes = null, EndpointPowers? powers = null)
    {
        (_options, _context, _copySizes) = (options, context, copySizes ?? CopySizes.OfS3);
        _powers = powers;
        _prefix = string.Concat(options.Prefix.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(static folder => folder + '/'));
        _memory = new(context.ContentMemory, options.PartSize.Bytes);
        _bucket = new(options);
        _sender = new(_bucket, context.Time);
        _reader = new(_bucket, options.CustomerKey?.Reveal());
    }

    public string FinalName(string name) => KeyName.Of(name, KeyName.MostBytes - Encoding.UTF8.GetByteCount(_prefix));

    public string CollisionKey(string finalName) => finalName;

    public long LeastBytes(Target target) => _memory.LeastBytes(target);

    /// <summary>Writes nothing: who only reads what was committed connects as well. What the server can do is found out by the first delivery.</summary>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(cancellationToken);
        }
        catch (FailureException failure) when (failure.InnerException is Amazon.S3.AmazonS3Exception { ErrorCode: "AccessDenied" })
        {
            // Credentials that may only write cannot list, and are enough for a run.
            _context.Logger.LogDebug("{Reason}", failure.Message);
        }
    }

    public async ValueTask<string> CheckAsync(CancellationToken cancellationToken)
    {
        var request = new Amazon.S3.Model.ListObjectsV2Request { BucketName = _bucket.Name, Prefix = _prefix, MaxKeys = 1 };
        await S3Failures.GuardAsync($"{_bucket.Label} cannot be used", () => _bucket.Client.ListObjectsV2Async(request, cancellationToken));
        return $"{_bucket.Label} answers and may be listed.";
    }

    public async ValueTask<IDelivery?> BeginAsync(Target target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var room = _room ?? await OpenRoomAsync(cancellationToken);
        var name = FinalName(target.Replaces ?? target.Name);
        // The altered object that is to be replaced is the item's own; a name that is free may be another's by the time of the commit.
        if (target.Replaces is not null && await _reader.FindAsync(_prefix + name, cancellationToken) is not null)
            room = room with { Options = room.Options with { OnConflict = OnConflict.Overwrite } };
        return await new Beginning(room, target, name).BeginAsync(cancellationToken);
    }

    public bool CopiesFrom(string store) => store == _bucket.Store;

    public async ValueTask<ICopy?> BeginCopyAsync(Target target, CopyOrigin origin, CancellationToken cancellationToken)
    {
        var room = _room ?? await OpenRoomAsync(cancellationToken);
        // A copy that has to be taken back would take back its origin.
        if (_reader.IsPlaceOf(_prefix + FinalName(target.Name), origin.Place))
            throw new NotSupportedException("an object cannot be copied onto itself");
        return await new Beginning(room, target, FinalName(target.Name)).BeginCopyAsync(origin, _copySizes, cancellationToken);
    }

    public async ValueTask<Stream?> OpenCommittedAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Split('/').Any(static folder => folder is "" or "." or ".."))
            return null;
        return (await _reader.OpenAsync(_prefix + name, 0, null, null, cancellationToken))?.ResponseStream;
    }

    public async IAsyncEnumerable<string> ListCommittedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in _reader.ListAsync(_prefix, null, cancellationToken))
        {
            if (found.Key[_prefix.Length..] is var name && !EndpointProbe.IsProbe(name))
                yield return name;
        }
    }

    public ValueTask DisposeAsync()
    {
        _sender.Dispose();
        _bucket.Dispose();
        _locks.Dispose();
        _opening.Dispose();
        return default;
    }

    // One delivery finds out what the server can do, for all; where that fails, the next one tries.
    private async Task<UploadRoom> OpenRoomAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            return _room ??= await MakeRoomAsync(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<UploadRoom> MakeRoomAsync(CancellationToken cancellationToken)
    {
        var headers = new ObjectHeaders(_options);
        var powers = _powers ?? (_bucket.IsAws ? EndpointPowers.Aws : await new EndpointProbe(_bucket, _sender, headers, _reader, _prefix, _context.Time, _context.Logger).RunAsync(cancellationToken));
        var kept = new KeptUploads(_bucket, new(_context.StateFolder), _context.Time, _context.Logger);
        kept.Load();
        return new(_options, _prefix, _reader, new(_bucket, _sender, headers, powers), kept, _memory, _locks, new(_reader, _context.Logger), _context.Logger);
    }
}
