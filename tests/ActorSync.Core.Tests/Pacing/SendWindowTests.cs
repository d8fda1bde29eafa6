using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>The ring of sends that the target may still count.</summary>
public sealed class SendWindowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void It_keeps_every_send_in_order_however_many_there_are(int count)
    {
        var window = Filled(count);

        Assert.Equal(count, window.Count);
        Assert.All(Enumerable.Range(1, count), ago => Assert.Equal(At(count + 1 - ago), window.NthLast(ago)));
        Assert.Null(window.NthLast(count + 1));
    }

    [Fact]
    public void It_forgets_what_was_before_an_instant_and_uses_the_room_again()
    {
        var window = Filled(12);

        window.Forget(At(10));
        for (var id = 13; id <= 40; id++)
        {
            window.Add(id, At(id));
        }

        Assert.Equal(31, window.Count);
        Assert.Equal((At(40), At(10), null), (window.NthLast(1), window.NthLast(31), window.NthLast(32)));
        window.Forget(At(99));
        Assert.Equal((0, null), (window.Count, window.NthLast(1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    public void One_that_was_not_counted_is_taken_out_wherever_it_stands(int id)
    {
        var window = Filled(12);

        Assert.True(window.Withdraw(id));

        Assert.Equal(Enumerable.Range(1, 12).Where(other => other != id).Reverse().Select(other => (TimeSpan?)At(other)), Enumerable.Range(1, 11).Select(window.NthLast));
        Assert.False(window.Withdraw(id));
        Assert.Equal(11, window.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(12)]
    public void When_one_had_been_counted_is_noted_where_it_is_known(int id)
    {
        var window = Filled(12);

        window.Settle(id, At(id) + TimeSpan.FromMilliseconds(300));
        window.Settle(13, At(99));
        window.Settle(0, At(99));

        Assert.Equal(At(id) + TimeSpan.FromMilliseconds(300), window.NthLast(13 - id));
        Assert.Equal(11, Enumerable.Range(1, 12).Count(other => window.NthLast(13 - other) == At(other)));
    }

    [Fact]
    public void Those_after_an_instant_are_counted_without_the_instant_itself()
    {
        var window = Filled(20);

        Assert.Equal((20, 5, 0), (window.CountAfter(TimeSpan.Zero), window.CountAfter(At(15)), window.CountAfter(At(20))));
        Assert.Equal(0, new SendWindow().CountAfter(TimeSpan.Zero));
    }

    private static SendWindow Filled(int count)
    {
        var window = new SendWindow();
        for (var id = 1; id <= count; id++)
        {
            window.Add(id, At(id));
        }

        return window;
    }

    private static TimeSpan At(int second) => TimeSpan.FromSeconds(second);
}
