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
    public void A_pause_shows_its_instant_and_its_reason()
    {
        var paused = Picture(people: 1, writes: 1) with { PausedUntil = Noon + Duration.FromSeconds(42), PauseReason = "429 for t1" };

        var line = ProgressText.Line(paused, ProgressRate.Unknown, Noon);

        Assert.Contains("paused 42 s until 2026-03-01 12:00:42 UTC (429 for t1)", line, StringComparison.Ordinal);
    }

    private static RunProgress Picture(long people, long writes) => new(
        RunPhase.Converging, people, 400, new RequestCounts(7, writes, 1, 0, 0, 0), InFlight: 8, PausedUntil: null, PauseReason: null);
}
