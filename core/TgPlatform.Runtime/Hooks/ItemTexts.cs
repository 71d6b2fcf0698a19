using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks;

/// <summary>The options of a pipeline that are made for each item. They are handed out when the file is read, and answer once the hooks are compiled.</summary>
internal sealed class ItemTexts
{
    private IPipelineHooks? _hooks;

    /// <summary>An option with C# in it.</summary>
    /// <param name="path">Its place in the pipeline file.</param>
    /// <param name="code">What the user wrote.</param>
    public ItemText Make(string path, string code)
        => new(code, item => (_hooks ?? throw new InvalidOperationException($"The hook at '{path}' is not compiled.")).TextFor(path, item));

    /// <summary>From now on these answer.</summary>
    public void Use(IPipelineHooks hooks) => _hooks = hooks;
}
