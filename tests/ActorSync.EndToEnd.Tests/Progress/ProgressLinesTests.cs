using System.Globalization;
using ActorSync.Cli.Output;
using ActorSync.Cli.Progress;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Time.Testing;
using RunProgress = ActorSync.Engine.Runs.RunProgress;

namespace ActorSync.EndToEnd.Tests.Progress;

public sealed class ProgressLinesTests
{
    [Fact]
    public async Task The_first_line_has_a_rate_already()
    {
        var clock = new FakeTimeProvider();
        var work = new TaskCompletionSource();
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var pictures = 0;

        var following = ProgressLines.FollowAsync(work.Task, Look, new ReportWriter(text, terminal: null), clock);
        clock.Advance(ProgressLines.Interval);
        await following;

        Assert.Equal("Writing: 50 of 400 people, 50 requests, 1 min 10 s left, 300/min, 8 in flight\n", text.ToString());

        RunProgress Look()
        {
            if (pictures++ > 0)
            {
                work.TrySetResult();
                return Picture(50);
            }

            return Picture(0);
        }
    }

    private static RunProgress Picture(long done) => new(
        RunPhase.Converging, done, 400, new RequestCounts(0, done, 1, 0, 0, 0), InFlight: 8, PausedUntil: null, PauseReason: null);
}
