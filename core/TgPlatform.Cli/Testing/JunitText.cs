using System.Globalization;
using System.Xml.Linq;
using TgPlatform.Cli.Terminals;
using TgPlatform.Runtime.Testing;

namespace TgPlatform.Cli.Testing;

/// <summary>Results as JUnit XML, which every CI server reads.</summary>
internal static class JunitText
{
    /// <summary>The document: a suite per file, a case per test; a file that cannot be used is a case with an error.</summary>
    public static string Of(IReadOnlyList<TestedFile> files) =>
        new XDocument(new XElement("testsuites", files.Select(static file => new XElement(
            "testsuite",
            new XAttribute("name", file.File),
            Count("tests", file.Results.Count + (file.IsBroken ? 1 : 0)),
            Count("failures", file.Results.Count(static one => !one.Passed)),
            Count("errors", file.IsBroken ? 1 : 0),
            file.IsBroken ? new XElement("testcase", Named(file, "file"), new XElement("error", new XAttribute("message", "cannot be used"), Text(file.Findings.Select(static one => one.ToString())))) : null,
            file.Results.Select(one => new XElement("testcase", Named(file, one.Test.Name), one.Passed ? null : Failure(one))))))).ToString() + "\n";

    private static XElement Failure(TestResult result) => new(
        "failure",
        new XAttribute("message", Clean(string.Join("; ", result.Differences.Select(static one => one.What)))),
        Text(result.Differences.Select(static one => $"{one.What}\n  expected  {one.Expected}\n  was       {one.Actual}").Prepend(result.Test.Location.ToString())));

    private static XAttribute[] Named(TestedFile file, string name) => [new("classname", Path.GetFileNameWithoutExtension(file.File)), new("name", Clean(name)), new("file", file.File)];

    private static XAttribute Count(string name, int count) => new(name, count.ToString(CultureInfo.InvariantCulture));

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines.SelectMany(static line => line.Split('\n')).Select(Clean));

    // Names come from outside, and XML has no way to write some characters; control characters are escaped already.
    private static string Clean(string text) => string.Concat(SafeText.Of(text).EnumerateRunes().Select(static one => one.Value is 0xFFFE or 0xFFFF ? "\ufffd" : one.ToString()));
}
