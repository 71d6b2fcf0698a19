using TgPlatform.Cli.Terminals;

namespace TgPlatform.Cli.Tests.Terminals;

public sealed class LineEditorTests : IDisposable
{
    private static readonly string[] Names = ["Extension", "Size", "Stem"];

    private readonly Queue<ConsoleKeyInfo> _keys = [];
    private readonly StringWriter _output = new();

    [Fact]
    public void Read_LettersAndEnter_GivesTheLine() => Assert.Equal("abc", Type("abc").Enter().Editor().Read());

    [Fact]
    public void Read_ArrowsAndDeleting_EditInTheMiddle() =>
        Assert.Equal("Xac", Type("abd").Press(ConsoleKey.Backspace).Type("c").Press(ConsoleKey.LeftArrow, ConsoleKey.Backspace, ConsoleKey.Home).Type("X").Enter().Editor().Read());

    [Fact]
    public void Read_Tab_CompletesWhatIsClear() => Assert.Equal("item.Extension", Type("item.Ex").Press(ConsoleKey.Tab).Enter().Editor().Read());

    [Fact]
    public void Read_TabWithSeveralNames_ShowsThem()
    {
        Assert.Equal("item.S", Type("item.S").Press(ConsoleKey.Tab).Enter().Editor().Read());

        Assert.Contains("Size  Stem", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TabInTheMiddle_LeavesTheRest() =>
        Assert.Equal("item.Size > 5", Type("item.Si > 5").Press(ConsoleKey.LeftArrow, ConsoleKey.LeftArrow, ConsoleKey.LeftArrow, ConsoleKey.LeftArrow, ConsoleKey.Tab).Enter().Editor().Read());

    [Fact]
    public void Read_ArrowUp_RecallsEarlierLines()
    {
        var editor = Type("first").Enter().Type("second").Enter().Press(ConsoleKey.UpArrow, ConsoleKey.UpArrow).Type("!").Enter().Press(ConsoleKey.UpArrow, ConsoleKey.DownArrow).Type("new").Enter().Editor();

        Assert.Equal(["first", "second", "first!", "new"], Enumerable.Range(0, 4).Select(_ => editor.Read()));
    }

    [Fact]
    public void Read_ControlD_EndsOnAnEmptyLineOnly()
    {
        _keys.Enqueue(new('\u0004', ConsoleKey.D, shift: false, alt: false, control: true));

        Assert.Null(Editor().Read());
    }

    public void Dispose() => _output.Dispose();

    private LineEditorTests Type(string text)
    {
        foreach (var one in text)
            _keys.Enqueue(new(one, ConsoleKey.NoName, shift: false, alt: false, control: false));
        return this;
    }

    private LineEditorTests Press(params ConsoleKey[] keys)
    {
        foreach (var key in keys)
            _keys.Enqueue(new('\0', key, shift: false, alt: false, control: false));
        return this;
    }

    private LineEditorTests Enter() => Press(ConsoleKey.Enter);

    private LineEditor Editor() => new("> ", static before => [.. Names.Where(name => name.StartsWith(before[(before.LastIndexOf('.') + 1)..], StringComparison.Ordinal))], _keys.Dequeue, _output);
}
