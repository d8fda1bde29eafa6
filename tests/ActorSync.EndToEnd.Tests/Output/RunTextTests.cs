using ActorSync.Cli.Output;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class RunTextTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 12, 0);

    private static readonly RunSummary Summary = new(
        new RunId("20260301T120000000Z"), RunStatus.Converged, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None,
        RequestCounts.None with { Reads = 7 }, 0, 7, GuardVerdict.Pass, [], Start, Start + Duration.FromSeconds(9), 0);

    [Theory]
    [InlineData(9, 1, 0, "Took 9 s, 8 s of it with nothing to send (waits before another try, or work on this machine).")]
    [InlineData(9, 8, 0, "Took 9 s.")]
    [InlineData(4, 4, 1, "Took 4 s, resumed 1 time; 9 s have passed since it began, 5 s of them with no process at work on it that is known of.")]
    [InlineData(4, 4, 0, "Took 4 s; 9 s have passed since it began, 5 s of them with no process at work on it that is known of.")]
    public void The_time_worked_is_told_and_the_span_where_nobody_was_at_work_in_between(double took, double sending, int resumed, string told)
    {
        var summary = Summary with { Worked = Duration.FromSeconds(took), Gateway = GatewaySummary.None with { WorkedSeconds = sending }, ResumedCount = resumed };

        Assert.Equal(told, RunText.Took(summary));
        Assert.Contains($"  {told}\n", Written(new RunReport(ExitCode.Done, summary, [], null, null, null, null, [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_knows_how_long_processes_were_at_work_the_span_is_told() =>
        Assert.Equal("Took 9 s, resumed 2 times.", RunText.Took(Summary with { Worked = null, ResumedCount = 2 }));

    [Fact]
    public void Why_a_command_failed_stands_on_standard_error_and_not_in_the_report_again()
    {
        var (why, other) = ("The target refused the credentials.", "Somebody failed.");
        var summary = Summary with
        {
            Status = RunStatus.Failed,
            Findings = [new Finding(string.Empty, 0, string.Empty, "credentials-refused", why, FindingSeverity.Error), new Finding(string.Empty, 0, string.Empty, "gone", other, FindingSeverity.Error)],
        };

        var written = Written(new RunReport(ExitCode.Unavailable, summary, [], null, null, why, null, []));

        Assert.DoesNotContain(why, written, StringComparison.Ordinal);
        Assert.Contains(other, written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_failed_before_anybody_was_decided_says_that_nobody_was_synced()
    {
        var failed = Summary with { Status = RunStatus.Failed, Rows = new RowCounts(204, 204, 0, 0, 0) };

        var written = Written(new RunReport(ExitCode.Unavailable, failed, [], null, null, "The target refused the credentials.", null, []));

        Assert.Contains("  204 rows read: 204 accepted.\n  Nobody was synced: ", written, StringComparison.Ordinal);
        Assert.DoesNotContain("people in scope", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true, "Nobody is synced yet: it is not known")]
    [InlineData(2, true, "Nobody is synced yet: it is not known")]
    [InlineData(0, false, "Nobody was synced: the run ended before it was known")]
    public void A_run_that_was_interrupted_before_anybody_was_decided_says_that_nobody_is_synced_however_often_it_was_resumed(int resumed, bool isOpen, string words)
    {
        var interrupted = Summary with { Status = RunStatus.Interrupted, ResumedCount = resumed };

        var written = Written(new RunReport(ExitCode.Interrupted, interrupted, [], null, null, null, null, []) { IsOpen = isOpen });

        Assert.Contains($"  {words} whom the target has, and nothing was written.\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain("people in scope", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_an_error_stopped_and_that_stays_open_is_told_as_its_record_tells_it()
    {
        var failed = Summary with { Status = RunStatus.Failed, Users = new UserCounts(100, 1, 0, 99, 0, 0) };

        var written = Written(new RunReport(ExitCode.Unavailable, failed, [], null, null, "The target cannot be reached.", null, []) { IsOpen = true });

        Assert.Contains(" interrupted\n", written, StringComparison.Ordinal);
        Assert.Contains("1 changed, 0 unchanged, 99 not done.", written, StringComparison.Ordinal);
    }

    private static string Written(RunReport run)
    {
        using var text = new StringWriter { NewLine = "\n" };
        RunText.WriteRun(new ReportWriter(text, terminal: null), run, "run");
        return text.ToString();
    }
}
