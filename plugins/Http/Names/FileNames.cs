namespace TgPlatform.Plugins.Http.Names;

/// <summary>Takes file names out of what others wrote. Only folders are cut off here: making a name usable is the sink's part.</summary>
internal static class FileNames
{
    /// <summary>Names beyond this are an attack or an accident; no file system takes a quarter of it.</summary>
    private const int MaxLength = 1024;

    /// <summary>The name a URL suggests: the last part of its path, percent-decoded, or the host when it has none.</summary>
    public static string Of(Uri url)
    {
        foreach (var segment in url.AbsolutePath.Split('/').Reverse())
        {
            if (WithoutFolders(Uri.UnescapeDataString(segment)) is { } name)
                return name;
        }

        return url.IdnHost;
    }

    /// <summary>The last part of a name that may hold folders of any system; null when nothing usable is left.</summary>
    public static string? WithoutFolders(string? name)
    {
        if (name is null)
            return null;
        name = name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..].Trim();
        return name.Length is 0 or > MaxLength || name is "." or ".." ? null : name;
    }
}
