namespace TgPlatform.Contracts.Tests;

public sealed class FieldsTests
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    [Fact]
    public void Indexer_NameInAnyCase_GivesTheValue()
    {
        var fields = new Fields([new("Chat", "news"), new("views", 12L)]);

        Assert.Equal("news", fields["chat"].Text);
        Assert.Equal(12, fields["VIEWS"].Integer);
        Assert.Equal(FieldType.None, fields["nothing"].Type);
    }

    [Fact]
    public void Fields_SameNameTwice_LaterCountsAndNothingIsLeftOut()
    {
        var fields = new Fields([new("a", 1L), new("b", 2L), new("A", 3L), new("b", FieldValue.None)]);

        Assert.Equal(3, fields["a"].Integer);
        Assert.Single(fields);
    }

    [Fact]
    public void Value_ReadAsAnotherType_IsNull()
    {
        FieldValue text = "7";
        FieldValue whole = 7L;

        Assert.Null(text.Integer);
        Assert.Null(whole.Text);
        Assert.Equal(7.0, whole.Number);
        Assert.Null(((FieldValue)true).Time);
    }

    [Fact]
    public void Value_Equality_ComparesTypeAndContent()
    {
        Assert.Equal((FieldValue)Moment, (FieldValue)Moment);
        Assert.Equal((FieldValue)new[] { "a", "b" }, (FieldValue)new[] { "a", "b" });
        Assert.NotEqual((FieldValue)1L, (FieldValue)1.0);
        Assert.NotEqual((FieldValue)"1", (FieldValue)1L);
    }

    [Fact]
    public void Value_ToString_IsInvariant()
    {
        Assert.Equal("1.5", ((FieldValue)1.5).ToString());
        Assert.Equal("2026-01-02T03:04:05+02:00", ((FieldValue)Moment).ToString());
        Assert.Equal("a, b", ((FieldValue)new[] { "a", "b" }).ToString());
        Assert.Equal("", FieldValue.None.ToString());
    }

    [Fact]
    public void Secret_Printed_ShowsNothing()
    {
        var secret = new Secret("hunter2");

        Assert.Equal("***", $"{secret}");
        Assert.Equal("hunter2", secret.Reveal());
        Assert.Equal(secret, new Secret("hunter2"));
    }

    [Fact]
    public void Group_OfALoneItem_IsNamedAfterIt()
    {
        ItemGroup group = new Item { Id = "7", Name = "seven.JPG" };

        Assert.Equal("7", group.Id);
        Assert.Equal(".jpg", Assert.Single(group.Items).Extension);
        Assert.Throws<ArgumentException>(() => new ItemGroup("empty", []));
    }

    [Fact]
    public void Assignment_GiveOutOfRange_IsRefused()
    {
        var assignment = new Assignment([new Item { Id = "1", Name = "a" }], [new("lane", LaneCondition.Ready, 0, 0, 0)], static _ => -5);

        Assert.Null(assignment.LaneOf(0));
        Assert.Equal(0, assignment.LoadOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => assignment.Give(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => assignment.Give(1, 0));
        assignment.Give(0, 0);
        Assert.Equal(0, assignment.LaneOf(0));
    }
}
