namespace TgPlatform.Plugins.Http.Tasks;

/// <summary>One entry of a list: a task, or what is wrong with it.</summary>
/// <param name="Id">The id of the item the entry becomes.</param>
/// <param name="Task">The task, or null.</param>
/// <param name="Problem">Where the entry stands, what is wrong with it, and what to do; null when there is a task. Holds no secret.</param>
internal readonly record struct ListEntry(string Id, HttpTask? Task, string? Problem)
{
    public static ListEntry Of(HttpTask task) => new(ItemMaker.IdOf(task), task, null);

    /// <param name="problem">What is wrong.</param>
    /// <param name="text">The entry as written; only a hash of it is kept, since it may hold a password.</param>
    public static ListEntry Wrong(string problem, string text) => new(ItemMaker.ProblemIdOf(text), null, problem);
}
