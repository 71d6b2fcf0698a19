namespace TgPlatform.Cli.New;

/// <summary>The starting point of a script of rules.</summary>
internal static class NewHook
{
    /// <summary>The script.</summary>
    public static NewFiles Files(string name) => new(
        [($"{name}.csx", Script(name))],
        $"Next: write 'filter: {{ file: {name}.csx }}' into a pipeline, then 'tgp lint' and 'tgp try' it.");

    private static string Script(string name) => $$"""
        // Rules for items, as C#. A pipeline uses them by
        //
        //   filter: { file: {{name}}.csx }
        //
        // The last expression is the answer: true keeps the item. 'item' is the item; 'tgp fields SOURCE' lists what it has, and
        // item["any"] reads a field by its name. '#load "other.csx"' at the top takes in what another file declares.

        string[] unwanted = [".exe", ".tmp", ".part"];

        // A function of your own. What the source does not know is null.
        bool IsHuge(long? size) => size > 2.GB();

        !unwanted.Contains(item.Extension) && !IsHuge(item.Size)

        """;
}
