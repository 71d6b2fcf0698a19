using System.Globalization;
using Microsoft.Extensions.Logging;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Sandbox.Http;

/// <summary>
/// The port of the last start, so that the same files have the same URLs the next time: only then does a second run see that everything is
/// there already, and a killed run find what it had begun.
/// </summary>
internal sealed class RememberedPort(PluginContext context)
{
    private readonly string _file = Path.Combine(context.StateFolder, "sandbox-http-port.txt");

    /// <summary>The ports to try, in order; 0 lets the system choose.</summary>
    public IReadOnlyList<int> Candidates =>
        File.Exists(_file) && ushort.TryParse(File.ReadAllText(_file), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port != 0 ? [port, 0] : [0];

    public void Remember(int port)
    {
        try
        {
            Directory.CreateDirectory(context.StateFolder);
            File.WriteAllText(_file, port.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            context.Logger.LogWarning("The sandbox's port cannot be kept in {File}, so its URLs will differ the next time ({Reason})", _file, refused.Message);
        }
    }
}
