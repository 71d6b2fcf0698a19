using TgPlatform.Contracts;
using TgPlatform.Plugins.FileSystem.Folders;

namespace TgPlatform.Plugins.FileSystem.Tests.Folders;

public sealed class FileFailuresTests
{
    [Theory]
    [InlineData(28, FailureKind.Blocked, "the disk is full. Free some space")]
    [InlineData(122, FailureKind.Blocked, "quota")]
    [InlineData(30, FailureKind.Blocked, "read-only. Mount it writable")]
    [InlineData(13, FailureKind.Permanent, "access is denied. Give this user")]
    [InlineData(1, FailureKind.Permanent, "access is denied")]
    [InlineData(36, FailureKind.Poison, "too long for this file system. Shorten it")]
    [InlineData(40, FailureKind.Permanent, "a symbolic link is in the way")]
    [InlineData(20, FailureKind.Permanent, "where a folder should be")]
    [InlineData(27, FailureKind.Permanent, "cannot hold a file so large")]
    [InlineData(24, FailureKind.Transient, "too many files are open")]
    [InlineData(5, FailureKind.Transient, "Input/output error")]
    public void FromErrno_OfLinux_SaysWhatItMeansAndWhatToDo(int errno, FailureKind kind, string advice)
    {
        var failure = FileFailures.FromErrno(errno, "The file 'x' cannot be made");
        Assert.Equal(kind, failure.Kind);
        Assert.StartsWith("The file 'x' cannot be made: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28, FailureKind.Blocked)]
    [InlineData(30, FailureKind.Blocked)]
    [InlineData(unchecked((int)0x80070070), FailureKind.Blocked)]
    [InlineData(unchecked((int)0x80070013), FailureKind.Blocked)]
    [InlineData(5, FailureKind.Transient)]
    public void Translate_IOException_GoesByTheSystemsNumber(int number, FailureKind kind)
        => Assert.Equal(kind, FileFailures.Translate(new IOException("of .NET", number), "It fails").Kind);

    [Fact]
    public void Translate_OtherExceptions_GoByTheirType()
    {
        Assert.Equal(FailureKind.Permanent, FileFailures.Translate(new UnauthorizedAccessException(), "It fails").Kind);
        Assert.Equal(FailureKind.Poison, FileFailures.Translate(new PathTooLongException(), "It fails").Kind);
        Assert.Equal(FailureKind.Transient, FileFailures.Translate(new DirectoryNotFoundException(), "It fails").Kind);
    }
}
