namespace TgPlatform.Contracts;

/// <summary>The entry of a plugin: the one public class of its assembly that implements this and has a constructor without parameters.</summary>
public interface IPlugin
{
    /// <summary>Names what the plugin offers. Called once after loading; it must do nothing else.</summary>
    /// <param name="registry">Where to name it.</param>
    void Register(IPluginRegistry registry);
}
