using System.Text;
using ActorSync.Core.Pacing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Pacing;

public sealed class RetryAfterTests
{
    private static readonly Instant ReceivedAt = Instant.FromUtc(2026, 3, 1, 12, 0, 0);

    [Theory]
    [InlineData("42", 42)]
    [InlineData(" 7 ", 7)]
    [InlineData("0.25", 0.25)]
    [InlineData("+3", 3)]
    [InlineData("1, 3", 3)]
    [InlineData("5, -1", 5)]
    public void Whole_and_fractional_seconds_are_taken_as_they_stand(string header, double seconds)
    {
        var read = RetryAfter.Read(header, date: null, ReceivedAt);

        Assert.Equal(new RetryAfter(TimeSpan.FromSeconds(seconds), RetryAfterSource.Seconds, IsCapped: false), read);
    }

    [Fact]
    public void A_date_is_counted_from_the_answers_own_date_because_the_clocks_may_differ()
    {
        var read = RetryAfter.Read("Sun, 01 Mar 2026 09:00:30 GMT", "Sun, 01 Mar 2026 09:00:00 GMT", ReceivedAt);

        Assert.Equal(new RetryAfter(TimeSpan.FromSeconds(30), RetryAfterSource.Date, IsCapped: false), read);
    }

    [Fact]
    public void A_date_that_is_ahead_of_the_targets_clock_as_it_is_known_does_not_end_the_wait_sooner() =>
        Assert.Equal(
            TimeSpan.FromSeconds(20), RetryAfter.Read("Sun, 01 Mar 2026 12:00:20 GMT", "Sun, 01 Mar 2026 13:00:00 GMT", ReceivedAt).Stated);

    [Theory]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT")]
    [InlineData("Sunday, 01-Mar-26 12:00:30 GMT")]
    [InlineData("Sun Mar  1 12:00:30 2026")]
    public void Without_the_answers_date_each_form_of_date_is_counted_from_the_own_clock(string header)
    {
        var read = RetryAfter.Read(header, date: null, ReceivedAt);

        Assert.Equal(TimeSpan.FromSeconds(30), read.Stated);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT")]
    [InlineData("12 seconds")]
    [InlineData("1,")]
    [InlineData("soon, 3")]
    [InlineData(",")]
    public void What_is_missing_past_negative_or_junk_states_nothing(string? header)
    {
        var read = RetryAfter.Read(header, date: null, ReceivedAt);

        Assert.Equal(new RetryAfter(null, RetryAfterSource.Guess, IsCapped: false), read);
    }

    [Theory]
    [InlineData("172800")]
    [InlineData("99999999999999999999999999999999999999999999")]
    [InlineData("Sat, 01 Mar 2036 12:00:00 GMT")]
    public void More_than_a_day_is_capped_and_flagged(string header)
    {
        var read = RetryAfter.Read(header, date: null, ReceivedAt);

        Assert.Equal(RetryAfter.Longest, read.Stated);
        Assert.True(read.IsCapped);
    }

    [Fact]
    public void A_bare_answer_is_read_from_the_number_in_brackets_of_its_message()
    {
        var body = Encoding.UTF8.GetBytes("""{"errors":[],"message":"Rate limit exceeded the maximum. Retry the request in [42] seconds"}""");

        var read = RetryAfter.Read(header: null, date: null, body, ReceivedAt);

        Assert.Equal(new RetryAfter(TimeSpan.FromSeconds(42), RetryAfterSource.Body, IsCapped: false), read);
    }

    [Fact]
    public void A_usable_header_wins_over_the_body()
    {
        var read = RetryAfter.Read("3", date: null, "in [42] seconds"u8, ReceivedAt);

        Assert.Equal(TimeSpan.FromSeconds(3), read.Stated);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(1000, 60)]
    public void A_guess_doubles_from_a_second_to_a_minute(int step, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Guess(RetryAfter.ShortestGuess, step));

    [Fact]
    public void No_text_whatever_breaks_the_reader_or_gives_a_wait_outside_its_range() =>
        Prop.ForAll<string?, string?, byte[]>((header, date, body) =>
        {
            var read = RetryAfter.Read(header, date, body, ReceivedAt);
            return read.Stated is not { } stated || (stated > TimeSpan.Zero && stated <= RetryAfter.Longest);
        }).Check(Cases.Usual);
}
