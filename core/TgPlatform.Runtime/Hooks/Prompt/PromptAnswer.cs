using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks.Prompt;

/// <summary>What a line at the prompt gave.</summary>
/// <param name="Problems">What is wrong with the line, each with its column; when there is any, nothing was run.</param>
/// <param name="Results">The line's result on each item; none when the line only declares something.</param>
public sealed record PromptAnswer(IReadOnlyList<PromptProblem> Problems, IReadOnlyList<PromptResult> Results);

/// <summary>A mistake in a line.</summary>
/// <param name="Column">Where, from 1.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record PromptProblem(int Column, string Message);

/// <summary>A line's result on one item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Text">The result for people, or why there is none.</param>
/// <param name="Failed">Whether the line failed on this item.</param>
public sealed record PromptResult(Item Item, string Text, bool Failed);

/// <summary>What lines at the prompt see by name.</summary>
/// <param name="item">The item the line is run on; named as hooks name it.</param>
public sealed class PromptGlobals(HookItem item)
{
    /// <summary>The item the line is run on.</summary>
    public HookItem item { get; } = item;
}
