using ActorSync.Core.Gateway;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Gateway;

public sealed class RetryStateTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);

    [Fact]
    public void The_short_steps_take_as_long_as_a_doubt_is_taken_to_wait_for_one_look() =>
        Assert.InRange(RetryLadder.Transient.Aggregate(TimeSpan.Zero, (sum, step) => sum + step), 0.8 * ReadBack.TriesOfOneLook.ToTimeSpan(), ReadBack.TriesOfOneLook.ToTimeSpan());

    [Fact]
    public void A_target_that_is_not_there_for_a_while_is_asked_as_it_advises_until_the_deadline()
    {
        var waits = Climb(TransientKind.Busy, hasAnswered: true);

        Assert.Equal(Enumerable.Repeat(3.0, 100), waits.Take(100));
        Assert.Equal(Enumerable.Repeat(9.0, 34), waits.Skip(100).Take(34));
        Assert.All(waits.Skip(134), wait => Assert.Equal(27.0, wait));
        Assert.InRange(waits.Sum(), (Deadline - TimeSpan.FromSeconds(27)).TotalSeconds, Deadline.TotalSeconds);
    }

    [Fact]
    public void Nobody_listening_is_given_up_after_four_short_steps_where_the_target_has_never_answered() =>
        Assert.Equal([0.2, 1, 3, 9], Climb(TransientKind.NotConnected, hasAnswered: false));

    [Fact]
    public void Nobody_listening_is_outlasted_for_five_minutes_where_the_target_has_answered_before()
    {
        var waits = Climb(TransientKind.NotConnected, hasAnswered: true);

        Assert.Equal([0.2, 1, 3, 9], waits.Take(4));
        Assert.All(waits.Skip(4), wait => Assert.Equal(9, wait));
        Assert.InRange(waits.Sum(), RetryState.OutlastsRestart.TotalSeconds, RetryState.OutlastsRestart.TotalSeconds + 9);
    }

    [Fact]
    public void A_broken_connection_is_given_up_soon_only_where_the_target_has_never_answered()
    {
        Assert.Equal([0.2, 1, 3, 9], Climb(TransientKind.Broken, hasAnswered: false));
        Assert.Equal([0.2, 1, 3, 3], Climb(TransientKind.Broken, hasAnswered: true).Take(4));
    }

    [Fact]
    public void An_answer_that_is_none_is_asked_for_longer_where_the_target_has_given_good_ones()
    {
        Assert.Equal([0.2, 1, 3, 9], Climb(TransientKind.Failed, hasAnswered: false));
        Assert.Equal([0.2, 1, 3, 9, 9, 9, 9, 9], Climb(TransientKind.Failed, hasAnswered: true));
    }

    [Fact]
    public void Kinds_are_counted_apart_so_that_a_mixture_is_not_taken_for_a_dead_target()
    {
        TransientKind[] mixture = [TransientKind.NotConnected, TransientKind.Failed, TransientKind.Broken, TransientKind.Busy];
        var state = default(RetryState);
        var spent = TimeSpan.Zero;

        foreach (var kind in Enumerable.Repeat(mixture, 4).SelectMany(kinds => kinds))
        {
            (state, var wait) = state.After(kind, spent, Deadline, hasAnswered: true);
            spent += Assert.NotNull(wait);
        }
    }

    [Fact]
    public void A_step_that_would_end_after_the_deadline_is_not_begun() =>
        Assert.Null(default(RetryState).After(TransientKind.Busy, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(10), hasAnswered: true).Wait);

    [Fact]
    public void The_tries_to_come_are_counted_in_advance_for_every_kind()
    {
        foreach (var kind in Enum.GetValues<TransientKind>())
        {
            Assert.Equal(Climb(kind, hasAnswered: true).Count, default(RetryState).MostAfter(kind, TimeSpan.Zero, Deadline, hasAnswered: true));
            Assert.Equal(Climb(kind, hasAnswered: false).Count, default(RetryState).MostAfter(kind, TimeSpan.Zero, Deadline, hasAnswered: false));
        }
    }

    private static List<double> Climb(TransientKind kind, bool hasAnswered)
    {
        var waits = new List<double>();
        var state = default(RetryState);
        var spent = TimeSpan.Zero;
        while (true)
        {
            (state, var wait) = state.After(kind, spent, Deadline, hasAnswered);
            if (wait is not { } given)
            {
                return waits;
            }

            waits.Add(given.TotalSeconds);
            spent += given;
        }
    }
}
