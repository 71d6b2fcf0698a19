namespace TgPlatform.Contracts;

/// <summary>
/// Takes the names a plugin offers. Names are snake_case, unique per role over all plugins, compared without case. The options record is the
/// single source of truth for binding, validation, schema and documentation: its public init properties, their types and initial values,
/// <c>required</c>, and the attributes <see cref="System.ComponentModel.DescriptionAttribute"/> (must be there),
/// <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/> and <see cref="ExampleAttribute"/>.
/// </summary>
public interface IPluginRegistry
{
    /// <summary>Offers a source.</summary>
    /// <typeparam name="TOptions">Its options record.</typeparam>
    /// <param name="name">The name used in pipelines.</param>
    /// <param name="description">One sentence: what it finds.</param>
    /// <param name="fields">The fields its items may carry.</param>
    /// <param name="create">Makes the source; quick, without input or output. Called once per run.</param>
    void AddSource<TOptions>(string name, string description, IReadOnlyList<FieldDefinition> fields, Func<TOptions, PluginContext, ISource> create)
        where TOptions : class;

    /// <summary>Offers a sink.</summary>
    /// <typeparam name="TOptions">Its options record.</typeparam>
    /// <param name="name">The name used in pipelines.</param>
    /// <param name="description">One sentence: where it stores content.</param>
    /// <param name="create">Makes the sink; quick, without input or output. Called once per run and use.</param>
    void AddSink<TOptions>(string name, string description, Func<TOptions, PluginContext, ISink> create)
        where TOptions : class;

    /// <summary>Offers a record sink.</summary>
    /// <typeparam name="TOptions">Its options record.</typeparam>
    /// <param name="name">The name used in pipelines; sinks and record sinks share one set of names.</param>
    /// <param name="description">One sentence: where it stores records.</param>
    /// <param name="create">Makes the sink; quick, without input or output. Called once per run and use.</param>
    void AddRecordSink<TOptions>(string name, string description, Func<TOptions, PluginContext, IRecordSink> create)
        where TOptions : class;

    /// <summary>Offers a strategy.</summary>
    /// <typeparam name="TOptions">Its options record.</typeparam>
    /// <param name="name">The name used in pipelines.</param>
    /// <param name="description">One sentence: how it decides.</param>
    /// <param name="create">Makes the strategy. Called once per run.</param>
    void AddStrategy<TOptions>(string name, string description, Func<TOptions, PluginContext, IStrategy> create)
        where TOptions : class;

    /// <summary>Offers an emulated service for <c>--sandbox</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">One sentence: what it emulates.</param>
    /// <param name="create">Makes the service; it listens only after <see cref="ISandbox.StartAsync"/>.</param>
    void AddSandbox(string name, string description, Func<PluginContext, ISandbox> create);

    /// <summary>
    /// Offers a command: <c>tgp accounts list</c>. Required options are its arguments, in the order of the record; every other option is
    /// written <c>--like-this</c>. Options are single values or lists of them.
    /// </summary>
    /// <typeparam name="TOptions">Its options record.</typeparam>
    /// <param name="name">Words of snake_case with one space between them, shown with hyphens: <c>accounts list</c>. tgp's own commands come first.</param>
    /// <param name="description">One sentence: what it does.</param>
    /// <param name="examples">Command lines as a user would type them.</param>
    /// <param name="run">
    /// Does it. Returning means that it went well, also after Ctrl-C; a <see cref="FailureException"/> is shown as one line and makes the exit code 4.
    /// </param>
    void AddCommand<TOptions>(string name, string description, IReadOnlyList<string> examples, Func<TOptions, CommandContext, CancellationToken, Task> run)
        where TOptions : class;
}
