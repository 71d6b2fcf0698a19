using TgPlatform.Runtime.Ledgers.Sqlite;
using TgPlatform.Runtime.Ledgers.Storage;

namespace TgPlatform.Runtime.Ledgers.Writing;

/// <summary>The row of one pipeline.</summary>
internal sealed class PipelineTable : IDisposable
{
    private readonly BlobWriter _blob = new();
    private readonly string _name;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _write;

    /// <param name="file">The file.</param>
    /// <param name="name">The pipeline; added when the file does not know it.</param>
    public PipelineTable(SqliteFile file, string name)
    {
        _name = name;
        Key = FindOrAdd(file);
        _read = file.Prepare("SELECT state FROM pipelines WHERE key = ?1").Bind(1, Key);
        _write = file.Prepare("UPDATE pipelines SET state = ?2 WHERE key = ?1").Bind(1, Key);
    }

    public long Key { get; }

    public PipelineState Read()
    {
        try
        {
            return _read.Step() ? PipelineState.Read(_read.Bytes(0), _name, (ulong)Key) : throw new DamagedRowException($"the row of pipeline '{_name}'");
        }
        finally
        {
            _read.Reset();
        }
    }

    public void Write(PipelineState state) => _write.BindBytes(2, state.Write(_blob, (ulong)Key)).Run();

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }

    private long FindOrAdd(SqliteFile file)
    {
        file.Execute("BEGIN IMMEDIATE");
        try
        {
            var key = Find(file, _name) ?? Add(file);
            file.Execute("COMMIT");
            return key;
        }
        catch
        {
            file.Rollback();
            throw;
        }
    }

    /// <summary>The key of a pipeline, or null when the file does not know it.</summary>
    public static long? Find(SqliteFile file, string name)
    {
        using var find = file.Prepare("SELECT key FROM pipelines WHERE name = ?1").Bind(1, name);
        return find.Step() ? find.Integer(0) : null;
    }

    private long Add(SqliteFile file)
    {
        // The key is part of the state's sum, so it has to be known first.
        var key = file.ReadInteger("SELECT coalesce(max(key), 0) + 1 FROM pipelines");
        using var add = file.Prepare("INSERT INTO pipelines(key, name, state) VALUES(?1, ?2, ?3)");
        add.Bind(1, key).Bind(2, _name).BindBytes(3, new PipelineState { StoppedCleanly = true }.Write(_blob, (ulong)key)).Run();
        return key;
    }
}
