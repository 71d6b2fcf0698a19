using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Hooks.Compiling;

/// <summary>What hooks are compiled against: texts, numbers, collections and LINQ, regular expressions, the contract, the hook library. Read once.</summary>
internal static class HookReferences
{
    public static readonly IReadOnlyList<MetadataReference> All =
    [
        .. new[]
        {
            typeof(object).Assembly, Assembly.Load("System.Runtime"), typeof(Enumerable).Assembly, typeof(SortedSet<>).Assembly, typeof(Regex).Assembly,
            typeof(Item).Assembly, typeof(HookItem).Assembly,
        }.Select(static assembly => MetadataReference.CreateFromFile(assembly.Location)),
    ];
}
