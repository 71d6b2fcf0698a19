namespace TgPlatform.Plugins.FileSystem.Folders;

/// <summary>A file system that can be flushed as a whole.</summary>
internal interface IFlushable : IDisposable
{
    /// <summary>Flushes all that was written to it. False when that would cost more than flushing single files, or failed. Never throws.</summary>
    bool TryFlush();
}
