using TgPlatform.S3Server;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("TgPlatform.S3Server.GatewayTestFramework", "S3.Tests")]

namespace TgPlatform.S3Server;

/// <summary>On a test class: all its tests, inherited ones too, need radosgw, and are skipped with the reason where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsGatewayAttribute : Attribute;

/// <summary>Knows of <see cref="NeedsGatewayAttribute"/>: a suite's tests bring their own attributes, which cannot.</summary>
public sealed class GatewayTestFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) => new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider sources, IMessageSink messages) : XunitTestFrameworkDiscoverer(assembly, sources, messages)
    {
        protected override bool FindTestsForMethod(ITestMethod testMethod, bool includeSourceInformation, IMessageBus messageBus, ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            var needsGateway = testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsGatewayAttribute)).Any();
            return RadosGateway.Missing is null || !needsGateway || !testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Any()
                ? base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions)
                : ReportDiscoveredTestCase(
                    new SkippedTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod), includeSourceInformation, messageBus);
        }
    }
}

/// <summary>A test that is skipped because radosgw is absent.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    [Obsolete("For the runner, which makes it from what it has serialised.", error: true)]
    public SkippedTestCase()
    {
    }

    public SkippedTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => RadosGateway.Missing;
}
