using System.Text.Json;

namespace TgPlatform.Plugins.S3.Uploads;

/// <summary>An upload that was begun and, as far as this machine knows, neither completed nor aborted.</summary>
/// <param name="Bucket">Server and bucket.</param>
/// <param name="Key">The whole key.</param>
/// <param name="Mark">The upload's own mark.</param>
/// <param name="UploadId">The server's id; null while it has not said one.</param>
/// <param name="Began">When it was begun, by this machine's clock.</param>
internal sealed record UploadRecord(string Bucket, string Key, string Mark, string? UploadId, DateTimeOffset Began);

/// <summary>
/// Remembers which uploads are ours, one small file each: a server's list of uploads does not say who began one, and nobody else's may be
/// aborted. Written before the server is asked, so that no kill can hide one.
/// </summary>
/// <param name="stateFolder">The plugin's own folder.</param>
internal sealed class UploadRecords(string stateFolder)
{
    private readonly string _folder = Path.Combine(stateFolder, "uploads");

    public void Save(UploadRecord record)
    {
        Directory.CreateDirectory(_folder);
        var temporary = PathOf(record.Mark) + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(record));
        File.Move(temporary, PathOf(record.Mark), overwrite: true);
    }

    public void Remove(UploadMark mark)
    {
        if (Directory.Exists(_folder))
            File.Delete(PathOf(mark.ToString()));
    }

    /// <summary>Every upload remembered for a bucket.</summary>
    public IReadOnlyList<UploadRecord> Of(string bucket)
    {
        if (!Directory.Exists(_folder))
            return [];
        return [.. Directory.EnumerateFiles(_folder, "*.json").Select(Read).OfType<UploadRecord>().Where(record => record.Bucket == bucket)];
    }

    // Removed meanwhile by whoever completed it, or torn by a power failure: then it is not known any more.
    private static UploadRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<UploadRecord>(File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string mark) => Path.Combine(_folder, mark + ".json");
}
