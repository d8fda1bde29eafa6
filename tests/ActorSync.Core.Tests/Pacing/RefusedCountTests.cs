using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class RefusedCountTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // 100 requests within 50 s, two a second, and the refusal 10 s after the last one.
    private static readonly TimeSpan Refused = TimeSpan.FromSeconds(60);

    private readonly RefusedCount _count = new(Window);
    private readonly SendWindow _sends = new();

    public RefusedCountTests()
    {
        for (var id = 1; id <= 100; id++)
        {
            _sends.Add(id, TimeSpan.FromSeconds(id / 2.0));
        }
    }

    [Fact]
    public void Where_no_limit_was_known_it_is_what_was_counted() =>
        Assert.Equal(100, _count.Learn(_sends, limit: null, isLearned: false, Plain(stated: null)));

    [Fact]
    public void Where_nothing_was_counted_and_no_limit_was_known_none_is_shown() =>
        Assert.Null(_count.Learn(new SendWindow(), limit: null, isLearned: false, Plain(stated: null)));

    [Fact]
    public void A_stated_wait_dates_the_window_and_may_be_a_second_too_long()
    {
        // It opened at 30 s, or up to a second before.
        Assert.Equal(42, _count.Learn(_sends, limit: null, isLearned: false, Plain(stated: 30)));
    }

    [Fact]
    public void One_answer_is_believed_down_to_a_quarter_of_the_limit_so_far() =>
        Assert.Equal(75, _count.Learn(new SendWindow(), limit: 300, isLearned: false, Plain(stated: null)));

    [Fact]
    public void A_refused_probe_shows_that_what_was_taken_before_it_is_the_limit() =>
        Assert.Equal(100, _count.Learn(_sends, limit: 98, isLearned: true, OfProbe));

    [Fact]
    public void After_a_refusal_that_no_probe_asked_for_the_edge_is_stayed_below_for_some_probes()
    {
        _count.Learn(_sends, limit: 100, isLearned: true, new LimitRefusal(TimeSpan.Zero, Stated: null, OfProbe: false));

        Assert.Equal(99, _count.Learn(_sends, limit: 98, isLearned: true, OfProbe));
    }

    private static LimitRefusal OfProbe => new(Refused, TimeSpan.FromSeconds(1), OfProbe: true);

    private static LimitRefusal Plain(double? stated) =>
        new(Refused, stated is { } seconds ? TimeSpan.FromSeconds(seconds) : null, OfProbe: false);
}
