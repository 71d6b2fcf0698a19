using System.Text.Json;
using TgPlatform.Cli.Terminals;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Hooks;
using TgPlatform.Runtime.Options;
using TgPlatform.Runtime.Pipelines;
using TgPlatform.Runtime.Planning;

namespace TgPlatform.Cli.Presentation;

/// <summary>Everything about one planned item: what hooks see of it, and what each hook says.</summary>
internal sealed class Explanation(PipelineDefinition pipeline, IPipelineHooks hooks, HookClauses clauses)
{
    private const string Missing = "(missing)";

    /// <summary>The lines, for people.</summary>
    public IEnumerable<string> Lines(PlannedItem planned)
    {
        var item = planned.Item;
        yield return $"{item.Id} in group {planned.Group}: {PlanText.Word(planned)}{(planned.Judgement.Reason is { } reason ? $", {reason}" : "")}{PlanText.Kept(planned)}";
        foreach (var line in TextTable.Lines([["  MEMBER", "TYPE", "VALUE"], .. Members(item), .. Fields(item)]))
            yield return line;
        yield return "  hooks";
        foreach (var line in Hooks(item))
            yield return $"    {line}";
        yield return $"  lane {planned.Lane ?? "-"}";
        foreach (var one in planned.Deliveries)
            yield return $"  {one.Sink}: {one.Name}{(one.IsTaken ? " (taken already)" : "")}{(one.Problem is null ? "" : $"  PROBLEM: {one.Problem}")}";
    }

    /// <summary>One object on one line, for programs.</summary>
    public string Json(PlannedItem planned) => JsonParts.Line(writer =>
    {
        PlanText.Write(writer, planned);
        Write(writer, "members", Members(planned.Item));
        Write(writer, "fields", Fields(planned.Item));
        writer.WriteStartArray("hooks");
        foreach (var hook in pipeline.Hooks.Hooks)
        {
            writer.WriteStartObject();
            writer.WriteString("hook", hook.Path);
            writer.WriteString("result", Answer(hook, planned.Item));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string[]> rows)
    {
        writer.WriteStartObject(name);
        foreach (var row in rows)
            writer.WriteString(row[0].Trim(), row[2] == Missing ? null : row[2]);
        writer.WriteEndObject();
    }

    private static IEnumerable<string[]> Members(Item item) => ItemMembers.Of(item).Select(static one => new[] { $"  item.{one.Name}", one.Type, one.Value ?? Missing });

    private IEnumerable<string[]> Fields(Item item)
    {
        var properties = FieldNames.ByProperty(pipeline.Source.Offer.Fields).ToDictionary(static pair => pair.Value.Name, static pair => pair.Key, StringComparer.OrdinalIgnoreCase);
        var announced = pipeline.Source.Offer.Fields.Select(static field => (field.Name, field.Type));
        var others = item.Fields.Where(field => pipeline.Source.Offer.Fields.All(one => !one.Name.Equals(field.Key, StringComparison.OrdinalIgnoreCase))).Select(static field => (field.Key, field.Value.Type));
        foreach (var (name, type) in announced.Concat(others))
            yield return [$"  item{(properties.TryGetValue(name, out var property) ? $".{property}" : $"[\"{name}\"]")}", OptionNames.Of(type.ToString()).Replace('_', ' '), item[name] is { Type: not FieldType.None } value ? value.ToString() : Missing];
    }

    private IEnumerable<string> Hooks(Item item)
    {
        // A strategy is asked about all items at once.
        var asked = pipeline.Hooks.Hooks.Where(static hook => hook.Role != HookRole.Strategy).ToList();
        if (asked.Count == 0)
            yield return "none";
        foreach (var hook in asked)
        {
            yield return $"{hook.Path}: {Answer(hook, item)}";
            if (hook.Role is HookRole.Filter or HookRole.When)
            {
                foreach (var (clause, holds) in ClausesOf(hook, item))
                    yield return $"  {holds switch { true => "true  ", false => "false ", _ => "-     " }} {clause.Text}";
            }
        }
    }

    private string Answer(HookText hook, Item item)
    {
        try
        {
            return hook.Role switch
            {
                HookRole.Filter => hooks.Keeps(item) ? "true" : "false",
                HookRole.When => hooks.Wants(hook.Sink!.Value, item) ? "true" : "false",
                HookRole.Path => hooks.NameFor(hook.Sink ?? FirstWithout(), item),
                HookRole.Text => hooks.TextFor(hook.Path, item),
                HookRole.Priority => $"{hooks.PriorityOf(item)}",
                _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{hooks.LoadOf(item)}"),
            };
        }
        catch (HookException failure)
        {
            return $"fails: {failure.Message}";
        }
    }

    // The pipeline's path is asked through a sink that has none of its own; there is one, or nobody asks it.
    private int FirstWithout() => Enumerable.Range(0, pipeline.Sinks.Count).FirstOrDefault(sink => pipeline.Hooks.Hooks.All(hook => hook.Role != HookRole.Path || hook.Sink != sink));

    private IReadOnlyList<(HookClause Clause, bool? Holds)> ClausesOf(HookText hook, Item item)
    {
        try
        {
            return clauses.Of(item, hook.Sink) is { Count: > 1 } parts ? parts : [];
        }
        catch (HookException)
        {
            return []; // The hook's own line says that it fails, and where.
        }
    }
}
