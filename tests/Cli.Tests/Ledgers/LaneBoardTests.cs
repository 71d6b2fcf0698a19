using TgPlatform.Cli.Ledgers;
using TgPlatform.Cli.Tests.Support;
using TgPlatform.Testing;

namespace TgPlatform.Cli.Tests.Ledgers;

public sealed class LaneBoardTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public LaneBoardTests() => Directory.CreateDirectory(Path.Combine(_folder.Root, ".tgp"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WhatWasWritten_IsTheSameAndTheLastWordCounts()
    {
        new LaneBoard(Snapshots.Now, []).Write(_folder.Root, "archive");
        new LaneBoard(Snapshots.Now, Snapshots.Busy.Lanes).Write(_folder.Root, "archive");

        var board = LaneBoard.Read(_folder.Root, "archive");

        Assert.Equal(Snapshots.Now, board!.At);
        Assert.Equal(Snapshots.Busy.Lanes, board.Lanes);
        Assert.Null(LaneBoard.Read(_folder.Root, "another"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"at\":\"2030-01-01T12:00:00+00:00\",\"lanes\":[{\"lane\":\"a\"}]}")]
    [InlineData("{\"at\":7,\"lanes\":[]}")]
    public void Read_DamagedFile_IsNothing(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Root, ".tgp", "lanes-archive.json"), text);

        Assert.Null(LaneBoard.Read(_folder.Root, "archive"));
    }
}
