using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class FirstLessonTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_named_limit_is_taken_where_the_wait_is_a_long_one() => Assert.Equal(300, Lesson(sent: 20, over: 1, at: 10, stated: 50, value: 300));

    [Fact]
    public void A_named_limit_is_taken_after_a_short_wait_where_as_much_was_counted() => Assert.Equal(300, Lesson(sent: 280, over: 58, at: 58, stated: 1, value: 300));

    [Fact]
    public void A_named_limit_that_nothing_bears_out_is_not_taken() => Assert.Null(Lesson(sent: 20, over: 1, at: 10, stated: 1, value: 300));

    [Fact]
    public void Where_none_is_named_what_was_counted_since_the_window_opened_is_the_limit() => Assert.Equal(300, Lesson(sent: 300, over: 2, at: 2, stated: 58, value: null));

    [Fact]
    public void What_was_counted_is_none_where_the_window_opened_before_anything_was_sent() => Assert.Null(Lesson(sent: 300, over: 2, at: 2, stated: 40, value: null));

    [Fact]
    public void What_was_counted_is_none_where_the_wait_is_short() => Assert.Null(Lesson(sent: 300, over: 2, at: 58, stated: 2, value: null));

    [Fact]
    public void Nothing_sent_is_no_limit() => Assert.Null(Lesson(sent: 0, over: 1, at: 10, stated: 50, value: null));

    [Theory]
    [InlineData(70, true, 300)]
    [InlineData(70, false, null)]
    [InlineData(63, true, null)]
    public void Where_no_wait_is_stated_the_row_of_refusals_has_to_be_long_and_all_that_was_counted_known(int at, bool knowsAll, int? limit) =>
        Assert.Equal(limit, FirstLesson.Of(Sends(300, from: 60, over: 1), Window, Refusal(at, stated: null), value: null, TimeSpan.FromSeconds(61), knowsAll));

    private static int? Lesson(int sent, double over, int at, int? stated, int? value) =>
        FirstLesson.Of(Sends(sent, from: 0, over), Window, Refusal(at, stated), value, TimeSpan.FromSeconds(at), knowsAll: false);

    private static LimitRefusal Refusal(int at, int? stated) => new(TimeSpan.FromSeconds(at), stated is { } wait ? TimeSpan.FromSeconds(wait) : null, OfProbe: false);

    private static SendWindow Sends(int count, double from, double over)
    {
        var sends = new SendWindow();
        for (var id = 1; id <= count; id++)
        {
            sends.Add(id, TimeSpan.FromSeconds(from + (over * id / count)));
        }

        return sends;
    }
}
