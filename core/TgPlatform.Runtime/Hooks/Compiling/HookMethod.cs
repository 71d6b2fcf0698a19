namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>Puts a hook's text into a method of its own.</summary>
internal static class HookMethod
{
    /// <summary>What makes a name of a template, with <see cref="TemplateEnd"/> behind it.</summary>
    public const string TemplateStart = "global::TgPlatform.Runtime.Hooks.Library.NameText.Of($@\"";

    /// <summary>What ends a template.</summary>
    public const string TemplateEnd = "\")";

    // A last call would take the place of its caller on the stack, and no failure in it would know its line.
    private const string StayOnStack = "_ = assignment.Groups.Count;";

    /// <summary>The C# file of one hook.</summary>
    public static string Write(int index, HookRole role, IReadOnlyList<HookShape> shapes)
    {
        var writer = new SourceWriter();
        foreach (var shape in shapes)
            writer.User(shape.File, ..shape.UsingsEnd);
        writer.Line($"public static class {CompiledHooks.ClassOf(index)}\n{{");
        writer.Line($"public static {ResultOf(role)} {CompiledHooks.Method}({ParameterOf(role)})");
        switch (shapes[^1])
        {
            case { Form: HookForm.Expression } shape when role == HookRole.Strategy:
                writer.Line("{");
                writer.User(shape.File, ..);
                writer.Line($"; {StayOnStack} }}");
                break;
            case { Form: HookForm.Expression } shape:
                writer.Line("=>");
                writer.User(shape.File, ..);
                writer.Line(";");
                break;
            case { Form: HookForm.Template } shape:
                writer.Line("=>");
                writer.User(shape.File, .., TemplateStart, TemplateEnd + ";");
                break;
            default:
                WriteBody(writer, shapes, role == HookRole.Strategy ? StayOnStack : "");
                break;
        }

        writer.Line("}");
        return writer.ToString();
    }

    /// <summary>What a hook of this role gives, as C# and in words.</summary>
    public static string ResultOf(HookRole role) => role switch
    {
        HookRole.Filter or HookRole.When => "bool",
        HookRole.Path => "string",
        HookRole.Priority => "int",
        HookRole.Strategy => "void",
        _ => "double",
    };

    private static string ParameterOf(HookRole role) =>
        role == HookRole.Strategy ? "global::TgPlatform.Contracts.Assignment assignment" : "global::TgPlatform.Runtime.Hooks.HookItem item";

    private static void WriteBody(SourceWriter writer, IReadOnlyList<HookShape> shapes, string ending)
    {
        writer.Line("{");
        foreach (var shape in shapes)
        {
            var result = shape.ResultStart ?? shape.File.Text.Length;
            writer.User(shape.File, shape.UsingsEnd..result);
            if (shape.ResultStart is not null)
                writer.User(shape.File, result.., "return ");
            if (shape.NeedsSemicolon)
                writer.Line(";");
        }

        writer.Line($"{ending} }}");
    }
}
