using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Engine;

/// <summary>Content went on behind its declared end: what was received cannot be trusted to be that content.</summary>
internal sealed class ContentTooLongException(long declared)
    : FailureException(FailureKind.Transient, $"the source sent more than the {declared} bytes it declared");
