using System.Collections;
using TgPlatform.Contracts;
using TgPlatform.Runtime.Diagnostics;
using TgPlatform.Runtime.Yaml;
using YamlDotNet.Core;

namespace TgPlatform.Runtime.Options;

/// <summary>Turns the YAML of one option into its value.</summary>
internal sealed class ValueBinder(OptionsBinder sections, Interpolator interpolator, DiagnosticBag found, Func<YamlScalar, string, ItemText>? itemText)
{
    /// <summary>Reads a value; false after a finding.</summary>
    public bool TryBind(OptionType type, YamlNode node, OptionRange? range, string path, out object? value)
    {
        var before = found.ErrorCount;
        value = type.Kind switch
        {
            OptionKind.Raw => node,
            OptionKind.Section => sections.Bind(type.Section!, node, node.Location, path),
            OptionKind.List => BindList(type, node, range, path),
            OptionKind.Map => BindMap(type, node, range, path),
            _ => BindScalar(type, node, range, path),
        };
        return found.ErrorCount == before;
    }

    private Array? BindList(OptionType type, YamlNode node, OptionRange? range, string path)
    {
        if (node is not YamlSequence sequence)
        {
            found.Error(DiagnosticCodes.WrongType, node.Location, path, "This is a list. Write [first, second], or one '- ' line per entry.");
            return null;
        }

        var list = Array.CreateInstance(type.ClrType.GetGenericArguments()[0], sequence.Items.Count);
        for (var index = 0; index < list.Length; index++)
        {
            if (TryBind(type.Element!, sequence.Items[index], range, $"{path}[{index}]", out var value))
                list.SetValue(value, index);
        }

        return list;
    }

    private IDictionary? BindMap(OptionType type, YamlNode node, OptionRange? range, string path)
    {
        if (node is not YamlMapping mapping)
        {
            found.Error(DiagnosticCodes.WrongType, node.Location, path, "This takes values by name. Write { name: value }, or one 'name: value' line per entry.");
            return null;
        }

        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.ClrType.GetGenericArguments()))!;
        foreach (var entry in mapping.Entries)
        {
            if (TryBind(type.Element!, entry.Value, range, OptionPath.Join(path, entry.Key.Text), out var value))
                map[entry.Key.Text] = value;
        }

        return map;
    }

    private object? BindScalar(OptionType type, YamlNode node, OptionRange? range, string path)
    {
        if (type.Kind == OptionKind.Custom && node is YamlSequence sequence && sequence.Items.All(static item => item is YamlScalar))
            node = new YamlScalar(node.Location, $"[{string.Join(", ", sequence.Items.Cast<YamlScalar>().Select(static item => item.Text))}]", ScalarStyle.Plain);
        if (node is not YamlScalar scalar || scalar.IsNull)
        {
            found.Error(DiagnosticCodes.WrongType, node.Location, path, node is YamlScalar ? "empty. Give it a value, or remove the line." : $"This takes one value ({type}), no {(node is YamlSequence ? "list" : "mapping")}. Write it on this line.");
            return null;
        }

        if (type.Kind == OptionKind.ItemText && itemText is not null && HasCode(scalar))
            return BindItemText(scalar, path);
        if (interpolator.Fill(scalar, path) is not { } filled)
            return null;
        if (type.Kind == OptionKind.Secret && !filled.HasVariables && !scalar.IsFromEnvironment && filled.Text.Length > 0)
            found.Warning(DiagnosticCodes.SecretInClearText, scalar.Location, path, "A secret stands here in clear text. Write ${VARIABLE} or ${file:path}.");
        else if (type.Kind is OptionKind.Text or OptionKind.Uri && !filled.HasVariables && !scalar.IsFromEnvironment && Uri.TryCreate(filled.Text, UriKind.Absolute, out var address) && address.UserInfo.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon && colon < address.UserInfo.Length - 1)
            found.Warning(DiagnosticCodes.SecretInClearText, scalar.Location, path, "A password stands here in clear text. Write ${VARIABLE} in its place.");
        var read = ScalarReader.Read(type, filled.Text, filled.HasVariables ? $"the value of {Printable.Quote(scalar.Text)}" : Printable.Quote(filled.Text));
        // A range says more about a number that is too large than the limits of its type do.
        if (range is not null && (read.IsOutOfRange || (read.Value is { } value && !range.Contains(value))))
            found.Error(DiagnosticCodes.OutOfRange, scalar.Location, path, $"{Printable.Quote(scalar.Text)} is outside {range}. Write a value from {OptionText.Of(range.Minimum)} to {OptionText.Of(range.Maximum)}.");
        else if (read.Mistake is { } mistake)
            found.Error(read.IsOutOfRange ? DiagnosticCodes.OutOfRange : DiagnosticCodes.WrongType, scalar.Location, path, mistake);
        return read.Value;
    }

    private ItemText? BindItemText(YamlScalar scalar, string path)
    {
        // The value of a variable must not become code.
        if (!scalar.Text.Contains("${", StringComparison.Ordinal))
            return itemText!(scalar, path);
        found.Error(DiagnosticCodes.HookForm, scalar.Location, path, "has ${VARIABLES} and C# in braces. Take one or the other.");
        return null;
    }

    // A brace that begins no variable.
    private static bool HasCode(YamlScalar scalar)
    {
        for (var at = scalar.Text.IndexOf('{'); at >= 0; at = scalar.Text.IndexOf('{', at + 1))
        {
            if (scalar.IsLiteral || at == 0 || scalar.Text[at - 1] != '$')
                return true;
        }

        return false;
    }
}
