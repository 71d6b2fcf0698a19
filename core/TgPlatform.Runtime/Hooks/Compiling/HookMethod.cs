namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Puts a hook's text into a method of its own.</summary>
internal static class HookMethod
{
    /// <summary>What makes a name of a template, with <see cref="TemplateEnd"/> behind it.</summary>
    public const string TemplateStart = "global::TgPlatform.Runtime.Hooks.Library.NameText.Of($@\"";

    /// <summary>What ends a template.</summary>
    public const string TemplateEnd = "\")";

    private const string TextStart = "global::TgPlatform.Runtime.Hooks.Library.NameText.Of(true, $@\"";

    /// <summary>The C# file of one hook.</summary>
    public static string Write(int index, HookRole role, IReadOnlyList<HookShape> shapes)
    {
        var writer = new SourceWriter();
        foreach (var shape in shapes)
            writer.User(shape.File, ..shape.UsingsEnd);
        writer.Line($"public static class {CompiledHooks.ClassOf(index)}\n{{");
        writer.Line($"public static {ResultOf(role)} {CompiledHooks.Method}({ParameterOf(role)})");
        writer.Line("{");
        foreach (var shape in shapes)
            WriteBody(writer, shape, role);
        writer.Line("}\n}");
        return writer.ToString();
    }

    /// <summary>What a hook of this role gives, as C# and in words.</summary>
    public static string ResultOf(HookRole role) => role switch
    {
        HookRole.Filter or HookRole.When => "bool",
        HookRole.Path or HookRole.Text => "string",
        HookRole.Priority => "int",
        HookRole.Strategy => "void",
        _ => "double",
    };

    private static string ParameterOf(HookRole role) =>
        role == HookRole.Strategy ? "global::TgPlatform.Contracts.Assignment assignment" : "global::TgPlatform.Runtime.Hooks.HookItem item";

    private static void WriteBody(SourceWriter writer, HookShape shape, HookRole role)
    {
        var result = role == HookRole.Strategy ? "" : "return ";
        if (shape.Form == HookForm.Template)
        {
            writer.User(shape.File, .., result + (role == HookRole.Text ? TextStart : TemplateStart), TemplateEnd + ";");
            return;
        }

        writer.User(shape.File, shape.UsingsEnd..(shape.ResultStart ?? shape.File.Text.Length));
        if (shape.ResultStart is { } start)
            writer.User(shape.File, start.., result);
        if (shape.NeedsSemicolon)
            writer.Line(";");
    }
}
