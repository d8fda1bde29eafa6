using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Users;
using NodaTime;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Hosting;

public sealed class RunDoneTests
{
    private static readonly OperationCounts OneAdded = new(1, 0, 0, 0, 0);

    // Ten people in scope: six to change, two as wanted, one that failed and one that is held.
    private static readonly RunSummary Decided = new(
        Run, RunStatus.Planned, SourceMode.Partial, RowCounts.None, 0, new UserCounts(10, 6, 2, 1, 1, 3), new OperationCounts(6, 0, 0, 0, 0),
        new RequestCounts(10, 0, 1, 0, 0, 0), 6, 16, GuardVerdict.Pass, [], Noon, Noon, 0);

    [Fact]
    public void Of_a_killed_run_everybody_counts_once_and_whoever_it_had_not_come_to_as_failed()
    {
        var summary = Interrupted(
            Record(),
            [
                new FinishedUser(Id(1), UserResult.Changed, OneAdded) { WritesApplied = 1 },
                new FinishedUser(Id(2), UserResult.Changed, OneAdded) { WritesApplied = 1 },
                new FinishedUser(Id(3), UserResult.Unchanged, OperationCounts.None),
                new FinishedUser(Id(4), UserResult.Failed, OperationCounts.None),
                new FinishedUser(Id(5), null, OneAdded) { WritesApplied = 1 },
            ]);

        Assert.Equal(RunStatus.Interrupted, summary.Status);
        Assert.Equal(new UserCounts(10, 2, 3, 4, 1, 3), summary.Users);
        Assert.True(summary.Users.AddUp);
        Assert.Equal(3, summary.Operations.SkillsAdded);
    }

    [Fact]
    public void Of_a_killed_run_every_applied_write_is_counted_as_the_journal_proves_it()
    {
        var finished = Enumerable.Range(1, 5).Select(number => new FinishedUser(Id(number), UserResult.Changed, OneAdded) { WritesApplied = 1 });

        var run = Record() with { Requests = new RequestCounts(10, 2, 1, 0, 0, 0) };
        var completed = Done([.. finished]).Complete(run);
        var summary = Interrupted(run, [.. finished]);

        Assert.Equal((5, 5), (completed.Requests.Writes, summary.Requests.Writes));
        Assert.True(summary.Requests.Writes >= summary.Operations.Total);
    }

    [Fact]
    public void What_was_recorded_already_is_not_counted_a_second_time()
    {
        var run = Record() with { Requests = new RequestCounts(10, 4, 1, 0, 0, 0) };

        Assert.Equal(4, Interrupted(run, [new FinishedUser(Id(1), UserResult.Changed, OneAdded) { WritesApplied = 1 }]).Requests.Writes);
    }

    [Fact]
    public void Writes_in_doubt_are_told_settled_ones_and_open_ones()
    {
        var settled = DoubtLog.None.Add(new WriteDoubt(1, GiveBilling, "the target answered 502", DoubtResult.Applied, Noon));

        var summary = Interrupted(
            Record(),
            [new FinishedUser(Id(1), UserResult.Changed, OneAdded) { WritesApplied = 1, Doubts = settled }],
            new LedgerPerson(Id(2), AgentLedger.Empty with { Employee = Employee(2) }, null, GiveBilling));

        Assert.Equal(new DoubtCounts(1, 0, 0, 1), summary.Doubts.Counts);
    }

    [Fact]
    public void Of_the_writes_that_a_killed_run_had_intended_none_counts_as_sent_before_a_read_proves_it()
    {
        var settled = DoubtLog.None.Add(new WriteDoubt(1, GiveBilling, "the target answered 502", DoubtResult.Applied, Noon));
        var waiting = Enumerable.Range(2, 40).Select(number => new LedgerPerson(Id(number), AgentLedger.Empty with { Employee = Employee(number) }, null, GiveBilling));

        var summary = Interrupted(
            Record(), [new FinishedUser(Id(1), UserResult.Changed, OneAdded) { WritesApplied = 1, Doubts = settled }], [.. waiting]);

        Assert.Equal(40, summary.Doubts.Counts.Unsettled);
        Assert.Equal((1, 1), (summary.Requests.Writes, summary.Requests.Ambiguous));
    }

    [Fact]
    public void A_resumed_run_ends_for_now_when_it_was_interrupted_last()
    {
        var stopped = Noon + Duration.FromHours(2);

        var summary = Interrupted(Record() with { ResumedCount = 2, Interruption = new RunInterruption("asked to stop", stopped) }, []);

        Assert.Equal((2, stopped), (summary.ResumedCount, summary.FinishedAt));
        Assert.Equal(new UserCounts(10, 0, 2, 7, 1, 3), summary.Users);
    }

    [Fact]
    public void A_killed_run_ends_for_now_when_it_was_known_to_be_at_work_last_and_so_took_no_longer_than_from_its_start()
    {
        var times = new RunTimes(Duration.Zero, new AtWork(Noon, Noon + Duration.FromMinutes(20)), WroteAt: null);

        var summary = Interrupted(Record() with { Times = times }, []);

        Assert.Equal(Noon + Duration.FromMinutes(20), summary.FinishedAt);
        Assert.Equal(summary.FinishedAt - summary.StartedAt, summary.Worked);
    }

    [Fact]
    public void A_run_under_way_or_undecided_is_not_said_to_be_interrupted()
    {
        Assert.Null(Done([], isUnderWay: true).AsInterrupted(Record()));
        Assert.Null(Done([]).AsInterrupted(Record() with { DecidedSummary = null }));
    }

    [Fact]
    public void What_an_interrupted_run_left_is_shown_as_far_as_nothing_newer_is_known()
    {
        var left = Decided with
        {
            Status = RunStatus.Failed,
            Users = new UserCounts(10, 1, 4, 4, 1, 3), // Two were found as wanted by a resume.
            Forecast = 18,
            Difference = new ForecastDifference { Retried = 1, ToCome = 8 },
        };
        var stopped = Record() with { Requests = new RequestCounts(10, 1, 1, 0, 1, 0), Interruption = new RunInterruption("away", Noon) { Summary = SummaryJson.Write(left) } };
        FinishedUser[] done =
        [
            new FinishedUser(Id(1), UserResult.Changed, OneAdded) { WritesApplied = 1 },
            new FinishedUser(Id(3), UserResult.Unchanged, OperationCounts.None),
            new FinishedUser(Id(4), UserResult.Unchanged, OperationCounts.None),
        ];

        var summary = Interrupted(stopped, done);
        Assert.Equal((RunStatus.Interrupted, 18, left.Difference), (summary.Status, summary.Forecast, summary.Difference));
        Assert.Equal(left.Users, summary.Users);

        var later = Interrupted(stopped with { Requests = new RequestCounts(12, 2, 1, 0, 1, 0) }, [.. done, new FinishedUser(Id(2), UserResult.Changed, OneAdded) { WritesApplied = 1 }]);
        Assert.Null(later.Difference); // Somebody has sent more since, and did not come to tell why.
        Assert.Equal(new UserCounts(10, 2, 4, 3, 1, 3), later.Users);
    }

    private static RunDone Done(FinishedUser[] finished, bool isUnderWay = false, params LedgerPerson[] known) =>
        RunDone.Of([new PartitionReply.RunBegun(0, [.. known], [.. finished])], isUnderWay, TaxonomyNames.None, Noon);

    private static RunSummary Interrupted(RunRecord run, FinishedUser[] finished, params LedgerPerson[] known)
    {
        var done = Done(finished, isUnderWay: false, known);
        return done.AsInterrupted(done.Complete(run))!;
    }

    private static RunRecord Record() => new(
        Run, "run", Hris, ["people.csv"], string.Empty, string.Empty, string.Empty, Noon, 0, new RequestCounts(10, 0, 1, 0, 0, 0), SummaryJson.Write(Decided), null, null);
}
