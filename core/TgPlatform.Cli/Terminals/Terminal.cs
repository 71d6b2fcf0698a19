namespace TgPlatform.Cli.Terminals;

/// <summary>Where tgp speaks: results to the output, problems to the error stream, each line made harmless.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="isLive">Whether the output is a terminal that a table can be redrawn on.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isLive)
{
    private readonly Lock _lock = new();

    /// <summary>Whether the output is a terminal that a table can be redrawn on.</summary>
    public bool IsLive => isLive;

    /// <summary>The output as it is, for what makes its own text harmless.</summary>
    public TextWriter Output => output;

    /// <summary>The error stream as it is.</summary>
    public TextWriter Error => error;

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>One line of a result.</summary>
    public void Line(string text = "") => Write(output, text);

    /// <summary>One line about a problem.</summary>
    public void Problem(string text) => Write(error, text);

    private void Write(TextWriter writer, string text)
    {
        lock (_lock)
            writer.WriteLine(SafeText.Of(text));
    }
}
