using ActorSync.Cli.Output;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class RunTextTests
{
    [Theory]
    [InlineData(1, false, "  Took 9 s, 8 s of it with nothing to send (waits before another try, or work on this machine).")]
    [InlineData(8, false, "  Took 9 s.")]
    [InlineData(1, true, "  Took 9 s since it began, the time until it was given up included.")]
    public void Time_in_which_nothing_could_be_sent_is_told_apart_where_a_process_ran_all_the_time(double worked, bool isGivenUp, string line)
    {
        var start = Instant.FromUtc(2026, 3, 1, 12, 0);
        var summary = new RunSummary(
            new RunId("20260301T120000000Z"), RunStatus.Converged, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None,
            RequestCounts.None with { Reads = 7 }, 0, 7, GuardVerdict.Pass, [], start, start + Duration.FromSeconds(9), 0)
        {
            Gateway = GatewaySummary.None with { WorkedSeconds = worked },
        };
        using var text = new StringWriter();

        RunText.WriteRun(new ReportWriter(text, terminal: null), new RunReport(ExitCode.Done, summary, [], null, null, null, null, []) { IsGivenUp = isGivenUp }, "run");

        Assert.Contains(line, text.ToString().Split('\n'));
    }
}
