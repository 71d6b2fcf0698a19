namespace TgPlatform.Http.Tests.Nginx;

/// <summary>A test that needs nginx installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute()
    {
        if (Program is null)
            Skip = "nginx is not installed";
    }

    /// <summary>Where nginx is; null when it is nowhere.</summary>
    internal static string? Program { get; } = $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin"
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(static folder => Path.Combine(folder, "nginx"))
        .FirstOrDefault(File.Exists);
}
