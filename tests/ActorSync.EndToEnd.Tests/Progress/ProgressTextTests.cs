using ActorSync.Cli.Progress;
using ActorSync.Core.Gateway;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
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
    public void Where_a_decision_waits_for_reads_of_each_user_the_run_is_said_to_read()
    {
        var deciding = Picture(people: 150, writes: 1) with { Phase = RunPhase.Deciding };

        Assert.StartsWith("Deciding: ", ProgressText.Line(deciding, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
        Assert.Equal("Reading each user: 150 of 400 people, 8 requests, 8 in flight", ProgressText.Line(deciding with { IsAsking = true }, ProgressRate.Unknown, Noon));
    }

    [Fact]
    public void A_command_that_reads_no_source_is_not_said_to_read_one()
    {
        var recalling = Picture(people: 0, writes: 0) with { Phase = RunPhase.Recalling, UsersTotal = 0, Requests = RequestCounts.None, InFlight = 0 };

        Assert.Equal("Reading the journal: 0 requests, 0 in flight", ProgressText.Line(recalling, ProgressRate.Unknown, Noon));
    }

    [Fact]
    public void A_pause_shows_its_instant_and_its_reason()
    {
        var paused = Picture(people: 1, writes: 1) with { PausedUntil = Noon + Duration.FromSeconds(42), PauseReason = "429 for t1", IsPausedAsAWhole = true };

        var line = ProgressText.Line(paused, ProgressRate.Unknown, Noon);

        Assert.Contains("paused 42 s until 2026-03-01 12:00:42 UTC (429 for t1)", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_storage_that_takes_nothing_in_is_named_before_any_pause_with_its_begin_and_without_a_time_left()
    {
        var paused = Picture(people: 1, writes: 1) with
        {
            Storage = new StoragePaused("the journal's disk is full", Noon - Duration.FromSeconds(90)),
            PausedUntil = Noon + Duration.FromSeconds(42),
            PauseReason = "429 for t1",
            IsPausedAsAWhole = true,
        };

        Assert.Equal(
            "Writing: 1 of 400 people, 8 requests, paused since 2026-03-01 11:58:30 UTC, as nothing can be stored: the journal's disk is full, 300/min, 8 in flight",
            ProgressText.Line(paused, new ProgressRate(300, Duration.FromSeconds(50)), Noon));
        Assert.Equal("1/400, paused for 1 min 30 s: the journal's disk is full", ProgressText.OnTerminal(paused, ProgressRate.Unknown, Noon, 60, 20).Words);
    }

    [Fact]
    public void What_matters_least_is_left_out_where_a_bar_stands_on_a_narrow_line()
    {
        var picture = Picture(people: 150, writes: 1) with { AllowedPerMinute = 600, OpenTokens = 1, Tokens = 2 };

        Assert.Equal(("Writing: 41 s left, 598 of 600/min, 1 of 2 tokens, 8 in flight", true), OnTerminal(picture, 120));
        Assert.Equal(("Writing: 41 s left, 598 of 600/min, 1 of 2 tokens", true), OnTerminal(picture, 79));
    }

    [Theory]
    [InlineData(60, "Writing: 41 s left, 598 of 600/min", true)]
    [InlineData(46, "Writing: 41 s left", true)]
    [InlineData(40, "Writing: 150 of 400 people, 41 s left", false)]
    [InlineData(20, "150 of 400 people", false)]
    [InlineData(16, "Writing", false)]
    [InlineData(5, "Writ…", false)]
    public void On_a_narrow_line_the_bar_goes_before_the_first_words_and_no_number_is_cut(int width, string words, bool bar) =>
        Assert.Equal((words, bar), OnTerminal(Picture(people: 150, writes: 1) with { AllowedPerMinute = 600 }, width));

    [Fact]
    public void While_the_target_is_read_what_is_in_flight_stands_before_the_rate_and_keeps_its_room()
    {
        var observing = Picture(people: 0, writes: 12_345) with { Phase = RunPhase.Observing, UsersTotal = 0, InFlight = 1, AllowedPerMinute = 600 };

        Assert.Equal("Reading the target: 12,352 requests, 1 in flight", OnTerminal(observing, 60).Words);
        Assert.Equal("Reading the target: 12,352 requests, 1 in flight, 598 of 600/min", OnTerminal(observing, 80).Words);
    }

    [Fact]
    public void On_a_narrow_line_requests_go_before_half_of_them_is_shown()
    {
        var observing = Picture(people: 0, writes: 12_345) with { Phase = RunPhase.Observing, UsersTotal = 0 };

        Assert.Equal("Reading the target: 12,352 requests", OnTerminal(observing, 40).Words);
        Assert.Equal("12,352 requests", OnTerminal(observing, 20).Words);
        Assert.Equal("Reading the t…", OnTerminal(observing, 14).Words);
    }

    [Fact]
    public void A_pause_takes_the_room_of_the_bar_and_loses_its_date_before_its_reason()
    {
        var paused = Picture(people: 150, writes: 1) with { PausedUntil = Noon + Duration.FromSeconds(42), PauseReason = "429 that asks for 42 s", IsPausedAsAWhole = true };

        Assert.Equal(
            ("Writing: paused 42 s until 2026-03-01 12:00:42 UTC (429 that asks for 42 s), 41 s left, 598/min, 8 in flight", true), OnTerminal(paused, 160));
        Assert.Equal(("Writing: 150/400, paused 42 s until 12:00:42 UTC (429 that asks for 42 s), 598/min", false), OnTerminal(paused, 90));
    }

    [Theory]
    [InlineData(120, "Writing: 150 of 400 people, paused 42 s until 2026-03-01 12:00:42 UTC (429 that asks for 42 s), 598 of 600/min")]
    [InlineData(79, "Writing: 150 of 400 people, paused until 12:00:42 UTC (429), 598 of 600/min")]
    [InlineData(59, "150/400, paused until 12:00:42 UTC (429), 598 of 600/min")]
    [InlineData(49, "Writing: 150/400, paused until 12:00:42 UTC (429)")]
    [InlineData(39, "Writing: 150/400, paused (429)")]
    [InlineData(29, "150/400, paused (429)")]
    [InlineData(19, "150/400, paused")]
    [InlineData(9, "paused")]
    public void On_a_narrow_line_a_pause_keeps_its_reason_and_its_instant_beside_progress_and_pace(int width, string words)
    {
        var paused = Picture(people: 150, writes: 1) with
        {
            PausedUntil = Noon + Duration.FromSeconds(42),
            PauseReason = "429 that asks for 42 s",
            IsPausedAsAWhole = true,
            AllowedPerMinute = 600,
        };

        Assert.Equal((words, false), OnTerminal(paused, width));
    }

    [Fact]
    public void A_line_is_never_longer_than_its_terminal()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var (width, bar) = (random.Next(1, 200), ProgressLineColumn.BarRoom);
            var picture = Picture(random.Next(400), random.Next(100_000)) with
            {
                Phase = random.GetItems([RunPhase.Reading, RunPhase.Observing, RunPhase.Deciding, RunPhase.Converging], 1)[0],
                UsersTotal = random.Next(2) * 400,
                PausedUntil = random.Next(2) == 0 ? null : Noon + Duration.FromSeconds(random.Next(100_000)),
                PauseReason = random.GetItems([null, "429 that asks for 42 s", "t17: 429 that does not say how long"], 1)[0],
                IsPausedAsAWhole = random.Next(2) == 0,
                Pauses = random.Next(4),
                AllowedPerMinute = random.Next(2) == 0 ? null : random.Next(100_000),
                Tokens = random.Next(50),
                AwaitedTries = random.Next(3),
                WaitsFor = random.GetItems([null, Away, Away with { Reason = null }], 1)[0],
            };

            var (words, leaveRoom) = ProgressText.OnTerminal(picture, new ProgressRate(random.Next(100_000), Duration.FromSeconds(random.Next(100_000))), Noon, width, bar);

            Assert.True(words.Length <= (leaveRoom ? width - bar : width), $"Seed {seed}, width {width}: {words}");
            Assert.False(words.EndsWith('…') && words.Any(char.IsAsciiDigit), $"Seed {seed}, width {width}: {words}");
        }
    }

    [Fact]
    public void Where_only_further_tries_are_left_no_time_is_given()
    {
        var picture = Picture(people: 398, writes: 398);

        Assert.Equal("Writing: 2 requests wait for another try, 598/min, 8 in flight", OnTerminal(picture with { AwaitedTries = 2 }, 120).Words);
        Assert.Equal("Writing: 1 request waits for another try, 598/min, 8 in flight", OnTerminal(picture with { AwaitedTries = 1 }, 120).Words);
    }

    [Fact]
    public void While_the_login_is_away_the_line_says_so_instead_of_a_time_left()
    {
        var picture = Picture(people: 150, writes: 150) with { WaitsFor = Away with { AtLogin = true } };
        var rate = new ProgressRate(0, Duration.FromSeconds(41));

        Assert.Equal(
            "Writing: 150 of 400 people, 157 requests, waiting for the login (it answered 503): try 4 of at most 145 in 3 s, 0/min, 8 in flight",
            ProgressText.Line(picture, rate, Noon));
    }

    [Fact]
    public void A_target_that_is_away_loses_the_phase_before_its_reason_and_that_before_the_next_try_on_a_narrow_line()
    {
        var picture = Picture(people: 150, writes: 1) with { WaitsFor = Away };

        Assert.Equal(("150/400, waiting for the target (it answered 503): try 4 of at most 145 in 3 s", false), OnTerminal(picture, 79));
        Assert.Equal(("150/400, waiting for the target: try 4 of at most 145 in 3 s", false), OnTerminal(picture, 62));
        Assert.Equal(("150/400, waiting for the target, try 4 of 145", false), OnTerminal(picture, 45));
        Assert.Equal(("Writing: 150/400, waiting for the target", false), OnTerminal(picture, 40));
    }

    [Fact]
    public void A_try_that_is_due_is_under_way_and_the_first_try_needs_no_number()
    {
        var picture = Picture(people: 150, writes: 1);

        Assert.Contains(": try 4 of at most 145 under way, ", ProgressText.Line(picture with { WaitsFor = Away }, ProgressRate.Unknown, Away.At), StringComparison.Ordinal);
        Assert.Contains(
            " requests, waiting for the login, ",
            ProgressText.Line(picture with { WaitsFor = Away with { Reason = null, AtLogin = true } }, ProgressRate.Unknown, Noon),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_of_everything_is_shown_before_a_target_that_is_away_and_one_of_a_part_after_it()
    {
        var paused = Picture(people: 1, writes: 1) with { PausedUntil = Noon + Duration.FromSeconds(42), WaitsFor = Away, IsPausedAsAWhole = true };

        Assert.Contains(", paused 42 s until ", ProgressText.Line(paused, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
        Assert.Contains(", waiting for the target ", ProgressText.Line(paused with { IsPausedAsAWhole = false }, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
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
    public void A_resume_says_that_it_settles_first_what_the_last_process_left_open_and_how_much_of_it_is_left()
    {
        var first = Picture(people: 0, writes: 1) with { LeftOpen = 12, SettlesAhead = true };

        Assert.StartsWith("Settling what the last process left open: 0 of 400 people, ", ProgressText.Line(first, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
        Assert.Contains(", 12 in doubt to settle, ", ProgressText.Line(first, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resume_that_first_writes_what_is_more_urgent_than_any_doubt_is_said_to_write()
    {
        var first = Picture(people: 0, writes: 1) with { LeftOpen = 12, SettlesAhead = false };

        Assert.StartsWith("Writing: ", ProgressText.Line(first, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
        Assert.Contains(", 12 in doubt to settle, ", ProgressText.Line(first, ProgressRate.Unknown, Noon), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_given_up_is_never_said_to_write() =>
        Assert.StartsWith("Settling what is in doubt: ", ProgressText.Line(Picture(people: 1, writes: 1) with { SettlesOnly = true }, ProgressRate.Unknown, Noon), StringComparison.Ordinal);

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

    private static AwaitedTry Away { get; } = new("it answered 503", 4, 145, Noon + Duration.FromSeconds(3));

    private static (string Words, bool LeaveRoom) OnTerminal(RunProgress progress, int width) =>
        ProgressText.OnTerminal(progress, new ProgressRate(598, Duration.FromSeconds(41)), Noon, width, ProgressLineColumn.BarRoom);

    private static RunProgress Picture(long people, long writes) => new(
        RunPhase.Converging, people, 400, new RequestCounts(7, writes, 1, 0, 0, 0), InFlight: 8, PausedUntil: null, PauseReason: null);
}
