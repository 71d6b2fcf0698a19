namespace TgPlatform.Runtime.Diagnostics;

/// <summary>A place in a file a person wrote.</summary>
/// <param name="File">The path as the person gave it.</param>
/// <param name="Line">Line, from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">Column in characters, from 1; 0 when the line as a whole is meant.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary><c>archive.yaml:14:5</c>.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
