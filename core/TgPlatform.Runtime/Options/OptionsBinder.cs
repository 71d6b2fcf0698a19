using System.Reflection;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;

namespace TgPlatform.Runtime.Options;

/// <summary>Fills options records from YAML, and reports every mistake with its place and what to do.</summary>
internal sealed class OptionsBinder
{
    private readonly DiagnosticBag _found;
    private readonly ValueBinder _values;

    /// <param name="interpolator">Fills in variables.</param>
    /// <param name="found">Takes what is wrong.</param>
    /// <param name="itemText">Takes a text with C# in it, and gives what answers for each item; null where there are no items.</param>
    public OptionsBinder(Interpolator interpolator, DiagnosticBag found, Func<YamlScalar, string, ItemText>? itemText = null)
    {
        _found = found;
        _values = new(this, interpolator, found, itemText);
    }

    /// <summary>Fills a record. After a finding the record is incomplete: compare <see cref="DiagnosticBag.ErrorCount"/>.</summary>
    /// <param name="model">The record's model.</param>
    /// <param name="node">What is written; null or empty for nothing.</param>
    /// <param name="place">Where to point when nothing is written.</param>
    /// <param name="path">The place in the pipeline file.</param>
    /// <param name="hint">Advice for an unknown key, better than the nearest name; null when there is none.</param>
    public object Bind(OptionModel model, YamlNode? node, SourceLocation place, string path, Func<string, string?>? hint = null)
    {
        var before = _found.ErrorCount;
        var record = model.CreateRecord();
        var mapping = node as YamlMapping;
        if (mapping is null && node is not null and not YamlScalar { IsNull: true })
            _found.Error(DiagnosticCodes.WrongType, node.Location, path, $"This takes 'name: value' pairs. Write {Example(model)}.");
        else
            BindOptions(model, mapping ?? new(place, []), record, path, hint);
        if (_found.ErrorCount == before && record is IValidatedOptions validated)
            Validate(model, validated, mapping, place, path);
        return record;
    }

    private void BindOptions(OptionModel model, YamlMapping mapping, object record, string path, Func<string, string?>? hint)
    {
        foreach (var entry in mapping.Entries)
        {
            if (model.Options.All(option => option.Name != entry.Key.Text))
                _found.Error(DiagnosticCodes.UnknownKey, entry.Key.Location, OptionPath.Join(path, entry.Key.Text), $"unknown. {hint?.Invoke(entry.Key.Text) ?? NearestName.Advice(entry.Key.Text, [.. model.Options.Select(static option => option.Name)])}");
        }

        foreach (var option in model.Options)
        {
            var value = mapping.Find(option.Name)?.Value;
            if (value is not null)
                BindOption(option, value, record, OptionPath.Join(path, option.Name));
            else if (option.IsRequired)
                _found.Error(DiagnosticCodes.MissingKey, mapping.Location, OptionPath.Join(path, option.Name), $"missing. {Advice(option)}");
        }
    }

    private void BindOption(OptionDefinition option, YamlNode node, object record, string path)
    {
        object? value = null;
        var isEmpty = node is YamlScalar { IsNull: true } && option.Type.Kind is not (OptionKind.Section or OptionKind.Raw);
        if (isEmpty && !option.IsNullable)
        {
            _found.Error(DiagnosticCodes.WrongType, node.Location, path, $"empty. {(option.IsRequired ? Advice(option) : "Give it a value, or remove the line.")}");
            return;
        }

        if (!isEmpty && !_values.TryBind(option.Type, node, option.Range, path, out value))
            return;
        try
        {
            option.Property.SetValue(record, value);
        }
        catch (TargetInvocationException refused)
        {
            _found.Error(DiagnosticCodes.OutOfRange, node.Location, path, $"refused: {refused.InnerException!.Message}");
        }
    }

    private void Validate(OptionModel model, IValidatedOptions options, YamlMapping? mapping, SourceLocation place, string path)
    {
        try
        {
            foreach (var mistake in options.Validate())
            {
                var entry = mistake.Option is null ? null : mapping?.Find(mistake.Option);
                _found.Error(DiagnosticCodes.OptionsContradict, entry?.Value.Location ?? mapping?.Location ?? place, mistake.Option is null ? path : OptionPath.Join(path, mistake.Option), mistake.Message);
            }
        }
        catch (Exception thrown)
        {
            // The check is the plugin's own code: it may throw anything, and must not take lint down with it.
            _found.Error(DiagnosticCodes.BrokenPlugin, place, path, $"{model.RecordType.Name}.Validate threw {thrown.GetType().Name}: {thrown.Message} Tell the plugin's author.");
        }
    }

    private static string Advice(OptionDefinition option) =>
        $"{(option.Description.Length == 0 ? "" : option.Description + " ")}Write '{option.Name}: {(option.Examples.Count > 0 ? option.Examples[0] : $"<{option.Type}>")}'.";

    private static string Example(OptionModel model) => model.Options.Count == 0 ? "{}" : $"{{ {model.Options[0].Name}: … }}";
}
