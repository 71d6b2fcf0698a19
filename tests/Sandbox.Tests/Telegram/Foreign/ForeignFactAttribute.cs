namespace TgPlatform.Sandbox.Tests.Telegram.Foreign;

/// <summary>A test with a client that others wrote; skipped where it is not installed.</summary>
public sealed class ForeignFactAttribute : FactAttribute
{
    public const string Variable = "TGP_FOREIGN_CLIENTS";

    public ForeignFactAttribute(string package)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (folder is null || !Directory.Exists(Path.Combine(folder, "node_modules", package)))
            Skip = $"{package} is absent: install tests/Sandbox.Tests/foreign/package.json with npm and set {Variable} to that folder.";
    }
}
