using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class LanePauseTests
{
    private static readonly RetryAfter Bare = new(null, RetryAfterSource.Guess, IsCapped: false);

    [Fact]
    public void A_pause_lasts_from_the_receipt_for_what_is_stated_and_fifty_milliseconds_more()
    {
        var pause = default(LanePause).Throttled(Stated(2), Seconds(10));

        Assert.Equal(Seconds(12.05), pause.Until);
        Assert.True(pause.Forbids(Seconds(12.049)));
        Assert.False(pause.Forbids(Seconds(12.05)));
    }

    [Fact]
    public void Of_two_pauses_the_later_wins()
    {
        var pause = default(LanePause).Throttled(Stated(30), Seconds(10)).Throttled(Stated(1), Seconds(11));

        Assert.Equal(Seconds(40.05), pause.Until);
    }

    [Fact]
    public void Bare_answers_that_were_under_way_together_grow_the_guess_once()
    {
        var pause = default(LanePause);
        for (var answer = 0; answer < 20; answer++)
        {
            pause = pause.Throttled(Bare, Seconds(10 + (answer * 0.001)));
        }

        Assert.Equal(1, pause.BareThrottles);
        Assert.Equal(Seconds(11.069), pause.Until);
    }

    [Fact]
    public void Pauses_are_in_a_row_until_what_was_sent_after_one_is_taken()
    {
        var row = default(LanePause).Throttled(Stated(1), Seconds(10)).Throttled(Stated(1), Seconds(10.01)).Throttled(Stated(1), Seconds(12)).Answered(sentAt: Seconds(11));

        Assert.Equal((2, Seconds(10)), (row.InARow, row.RowSince));
        Assert.Equal(0, row.Answered(sentAt: Seconds(14)).InARow);
        Assert.Equal((1, Seconds(20)), row.Answered(sentAt: Seconds(14)).Throttled(Stated(1), Seconds(20)) switch { var next => (next.InARow, next.RowSince) });
    }

    [Fact]
    public void A_bare_answer_after_a_guessed_pause_doubles_the_guess()
    {
        var pause = default(LanePause).Throttled(Bare, Seconds(10)).Throttled(Bare, Seconds(11.1));

        Assert.Equal(Seconds(13.15), pause.Until);
    }

    [Fact]
    public void A_good_answer_to_what_was_sent_after_the_pause_lets_guesses_start_anew()
    {
        var guessed = default(LanePause).Throttled(Bare, Seconds(10));

        Assert.Equal(1, guessed.Answered(sentAt: Seconds(9)).BareThrottles);
        Assert.Equal(0, guessed.Answered(sentAt: Seconds(12)).BareThrottles);
    }

    [Fact]
    public void A_guess_that_had_to_grow_is_where_the_next_row_begins_and_one_that_sufficed_is_tried_shorter()
    {
        var grown = default(LanePause).Throttled(Bare, Seconds(10)).Throttled(Bare, Seconds(12)).Throttled(Bare, Seconds(15)).Answered(sentAt: Seconds(20));
        Assert.Equal(Seconds(4), grown.Floor);

        var next = grown.Throttled(Bare, Seconds(100));
        Assert.Equal(Seconds(104.05), next.Until);
        Assert.Equal(Seconds(2), next.Answered(sentAt: Seconds(105)).Floor);
    }

    private static RetryAfter Stated(double seconds) => new(Seconds(seconds), RetryAfterSource.Seconds, IsCapped: false);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
