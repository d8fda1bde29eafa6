using ActorSync.Cli.Progress;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;
using RunProgress = ActorSync.Engine.Runs.RunProgress;

namespace ActorSync.EndToEnd.Tests.Progress;

public sealed class ProgressTextTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Fact]
    public void A_line_shows_phase_people_requests_rate_and_time_left()
    {
        var window = new ProgressWindow();
        window.Add(Picture(people: 100, writes: 100), Noon);
        var later = Picture(people: 150, writes: 150);

        var rate = window.Add(later, Noon + Duration.FromSeconds(10));

        Assert.Equal(
            "Writing: 150 of 400 people, 157 requests, 50 s left, 300/min, 8 in flight",
            ProgressText.Line(later, rate, Noon + Duration.FromSeconds(10)));
    }

    [Fact]
    public void While_people_are_written_the_requests_stand_against_those_of_the_whole_run()
    {
        var writing = Picture(people: 150, writes: 150) with { RequestsToCome = 1_250 };

        Assert.Contains(" people, 157 of 1,407 requests, ", ProgressText.Line(writing, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
        Assert.Contains(" people, 157 requests, ", ProgressText.Line(writing with { Phase = RunPhase.Deciding }, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_shows_its_instant_and_its_reason()
    {
        var paused = Picture(people: 1, writes: 1) with { PausedUntil = Noon + Duration.FromSeconds(42), PauseReason = "429 for t1", IsPausedAsAWhole = true };

        var line = ProgressText.Line(paused, ProgressRate.Unknown, Noon);

        Assert.Contains("paused 42 s until 2026-03-01 12:00:42 UTC (429 for t1)", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_leave_a_bar_no_room_count_the_people()
    {
        var free = Picture(people: 150, writes: 1);
        var paused = free with { PausedUntil = Noon + Duration.FromSeconds(42), PauseReason = "429 that asks for 42 s", IsPausedAsAWhole = true };

        Assert.Equal("Writing: 0/min, 8 in flight", ProgressText.BesideBar(free, ProgressRate.Unknown, Noon, 54));
        Assert.StartsWith("Writing: 150 of 400 people, ", ProgressText.BesideBar(paused, ProgressRate.Unknown, Noon, 54), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_of_one_token_among_several_is_no_pause_of_the_run()
    {
        var inPart = Picture(people: 1, writes: 1) with { PausedUntil = Noon + Duration.FromHours(4), PauseReason = "429 that asks for 14400 s", Pauses = 1, OpenTokens = 3, Tokens = 3 };

        Assert.Contains(
            "in part paused until 2026-03-01 16:00:00 UTC (429 that asks for 14400 s), the rest goes on",
            ProgressText.Line(inPart, ProgressRate.Unknown, Noon),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_rate_stands_against_the_allowed_one_and_tokens_in_use_against_those_configured()
    {
        var picture = Picture(people: 1, writes: 1) with { AllowedPerMinute = 600, OpenTokens = 1, Tokens = 2 };

        var line = ProgressText.Line(picture, new ProgressRate(598, null), Noon);

        Assert.Contains("598 of 600/min, 1 of 2 tokens, 8 in flight", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_several_pauses_hold_the_first_to_end_is_shown_and_the_others_are_counted()
    {
        var paused = Picture(people: 1, writes: 1) with { PausedUntil = Noon + Duration.FromSeconds(42), PauseReason = "429 that asks for 42 s", Pauses = 3 };

        Assert.Contains("(429 that asks for 42 s) and 2 other pauses", ProgressText.Line(paused, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
    }

    private static RunProgress Picture(long people, long writes) => new(
        RunPhase.Converging, people, 400, new RequestCounts(7, writes, 1, 0, 0, 0), InFlight: 8, PausedUntil: null, PauseReason: null);
}
