namespace TgPlatform.Contracts;

/// <summary>
/// Announces a field that a source's items may carry, so that hooks can use it by name with its type, and tools can list it.
/// </summary>
/// <param name="Name">
/// The field's name in snake_case, for instance <c>chat_title</c>; hooks see it as a property in PascalCase, <c>item.ChatTitle</c>.
/// </param>
/// <param name="Type">The type of its values. An item without the field reads as null (texts, lists: null; numbers: null).</param>
/// <param name="Description">One sentence: what it holds, and in which unit.</param>
/// <param name="Example">A value as it might be, for documentation and previews.</param>
public sealed record FieldDefinition(string Name, FieldType Type, string Description, string Example);
