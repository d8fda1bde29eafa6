using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class RunHistoryTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 17, 15);
    private static readonly RunId First = new("20261125T171500000Z");
    private static readonly RunId Second = new("20261126T171500000Z");
    private static readonly SourceName Source = new("hris");

    [Fact]
    public void A_run_is_open_from_its_beginning_until_it_is_closed()
    {
        var begun = After(Opened(First));
        Assert.Equal(First, begun.Open!.Id);

        var ended = begun.Evolve(Closed(First, RunStatus.Converged));

        Assert.Null(ended.Open);
        Assert.Equal(new RunEnd(RunStatus.Converged, Abandoned: false, "{}", Now), ended.Find(First)!.End);
    }

    [Fact]
    public void An_interrupted_run_stays_open_and_goes_on()
    {
        var stopped = After(Opened(First), new RunEvent.Interrupted(First, "stopped by hand", Now));
        Assert.Equal(new RunInterruption("stopped by hand", Now), stopped.Open!.Interruption);

        var resumed = stopped.Evolve(new RunEvent.Resumed(First, Now));

        Assert.Equal(1, resumed.Open!.ResumedCount);
        Assert.Null(resumed.Open.Interruption);
    }

    [Theory]
    [InlineData("{2}", "{2}")]
    [InlineData(null, "{1}")]
    public void Whoever_did_not_reach_the_target_has_not_gone_on_with_the_run_and_leaves_its_figures_with_its_own_tries_in_them(string? own, string kept)
    {
        var left = new RunEvent.Interrupted(First, "stopped by hand", Now) { Summary = "{1}" };

        var refused = After(Opened(First), left, new RunEvent.Interrupted(First, "wrong secret", Now + Duration.FromHours(1)) { Summary = own });

        Assert.Equal(0, refused.Open!.ResumedCount);
        Assert.Equal(new RunInterruption("wrong secret", Now + Duration.FromHours(1)) { Summary = kept }, refused.Open.Interruption);
    }

    [Fact]
    public void Whoever_reached_the_target_leaves_its_own_figures_until_the_run_is_closed()
    {
        var resumed = After(
            Opened(First),
            new RunEvent.Interrupted(First, "stopped by hand", Now) { Summary = "{1}" },
            new RunEvent.Resumed(First, Now),
            new RunEvent.Interrupted(First, "stopped by hand", Now) { Summary = "{2}" });

        Assert.Equal("{2}", resumed.Open!.Interruption!.Summary);
        Assert.Null(resumed.Evolve(Closed(First, RunStatus.Partial)).Find(First)!.Interruption!.Summary);
    }

    [Fact]
    public void Requests_add_up_over_resumes()
    {
        var history = After(
            Opened(First), new RunEvent.Counted(First, new(5, 2, 1, 0, 0, 0)), new RunEvent.Resumed(First, Now), new RunEvent.Counted(First, new(1, 3, 1, 2, 1, 1)));

        Assert.Equal(new RequestCounts(6, 5, 2, 2, 1, 1), history.Find(First)!.Requests);
    }

    [Fact]
    public void The_time_at_work_adds_up_over_resumes_and_leaves_out_what_is_between()
    {
        var (second, minute) = (Duration.FromSeconds(1), Duration.FromMinutes(1));
        var history = After(
            Opened(First),
            new RunEvent.Counted(First, new(5, 2, 1, 0, 0, 0)) { By = new AtWork(Now, Now + (10 * second)) },
            new RunEvent.Resumed(First, Now + minute),
            new RunEvent.Counted(First, new(1, 0, 1, 0, 0, 0)) { By = new AtWork(Now + minute, Now + minute + second) });

        Assert.Equal(11 * second, history.Find(First)!.Times!.Worked);
        Assert.Equal(Now + (10 * second), history.Find(First)!.Times!.LeftAt);
    }

    [Fact]
    public void Of_a_run_that_counted_before_times_were_kept_nobody_knows_for_how_long_it_was_worked_on()
    {
        var open = After(Opened(First), new RunEvent.Counted(First, new(5, 2, 1, 0, 0, 0)));
        var resumed = open.Evolve(new RunEvent.Counted(First, new(1, 0, 1, 0, 0, 0)) { By = new AtWork(Now + Duration.FromHours(1), Now + Duration.FromHours(2)) });

        Assert.Null(open.Find(First)!.Times);
        Assert.Null(resumed.Find(First)!.Times);
    }

    [Fact]
    public void A_decided_run_keeps_its_summary()
    {
        var history = After(Opened(First), new RunEvent.Decided(First, "{\"forecast\":3}"));

        Assert.True(history.Open!.IsDecided);
        Assert.Equal("{\"forecast\":3}", history.Open.DecidedSummary);
    }

    [Fact]
    public void A_closed_run_knows_that_it_was_decided_and_keeps_no_second_summary()
    {
        var history = After(Opened(First), new RunEvent.Decided(First, "{\"forecast\":3}"), Closed(First, RunStatus.Converged), Opened(Second), Closed(Second, RunStatus.Failed));

        Assert.Equal((true, string.Empty), (history.Find(First)!.IsDecided, history.Find(First)!.DecidedSummary));
        Assert.False(history.Find(Second)!.IsDecided);
    }

    [Fact]
    public void A_plan_whose_run_was_given_up_before_it_was_decided_may_come_again_and_no_other_may()
    {
        var given = After(Opened(First, plan: "plan-1"), new RunEvent.Closed(First, RunStatus.Partial, true, "{}", Now));
        var decided = After(Opened(First, plan: "plan-1"), new RunEvent.Decided(First, "{}"), new RunEvent.Closed(First, RunStatus.Partial, true, "{}", Now));

        Assert.Null(given.AppliedBy("plan-1"));
        Assert.Equal(First, decided.AppliedBy("plan-1"));
    }

    [Fact]
    public void The_last_accepted_file_of_a_source_is_remembered_sheet_by_sheet()
    {
        var history = After(
            Opened(First), Accepted(First, (SheetKind.Person, 200), (SheetKind.Skill, 900)), Closed(First, RunStatus.Converged),
            Opened(Second), Accepted(Second, (SheetKind.Person, 180)));

        Assert.Equal(Rows((SheetKind.Person, 180), (SheetKind.Skill, 900)), history.AcceptedRows[Source]);
    }

    [Fact]
    public void The_runs_come_in_the_order_in_which_they_began()
    {
        var history = After(Opened(First), Closed(First, RunStatus.Partial), Opened(Second));

        Assert.Equal([First, Second], history.Runs.Keys);
        Assert.Equal(Second, history.Latest!.Id);
    }

    [Fact]
    public void A_plan_is_applied_once()
    {
        var history = After(Opened(First, plan: "plan-1"), Closed(First, RunStatus.Converged));
        Assert.Equal(First, history.AppliedBy("plan-1"));
        Assert.Null(history.AppliedBy("plan-2"));

        Assert.Contains("already applied", Assert.Throws<InvalidOperationException>(() => history.Evolve(Opened(Second, plan: "plan-1"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunStatus.Held)]
    [InlineData(RunStatus.Failed)]
    public void A_plan_that_a_guard_held_or_that_failed_before_it_was_decided_may_come_again(RunStatus status)
    {
        var history = After(Opened(First, plan: "plan-1"), Closed(First, status), Opened(Second, plan: "plan-1"));

        Assert.Equal(Second, history.AppliedBy("plan-1"));
    }

    [Fact]
    public void A_second_run_cannot_begin_while_one_is_open() =>
        Assert.Contains(First.Value, Assert.Throws<InvalidOperationException>(() => After(Opened(First), Opened(Second))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_happens_to_a_run_that_is_closed_or_unknown()
    {
        var history = After(Opened(First), Closed(First, RunStatus.Converged));

        Assert.Throws<InvalidOperationException>(() => history.Evolve(new RunEvent.Resumed(First, Now)));
        Assert.Throws<InvalidOperationException>(() => history.Evolve(Closed(First, RunStatus.Failed)));
        Assert.Throws<InvalidOperationException>(() => history.Evolve(Opened(First)));
        Assert.Throws<InvalidOperationException>(() => history.Evolve(new RunEvent.Counted(Second, RequestCounts.None)));
    }

    [Fact]
    public void An_unknown_event_is_an_error() => Assert.Throws<InvalidOperationException>(() => RunHistory.Empty.Evolve(new Unknown()));

    private static RunHistory After(params RunEvent[] events) => events.Aggregate(RunHistory.Empty, (history, stored) => history.Evolve(stored));

    [Fact]
    public void The_file_of_a_row_is_found_by_its_index_also_where_the_plan_s_name_stands_before_it()
    {
        var run = After(Opened(First)).Open!;
        var applied = After(Opened(First, plan: "plan-1") with { Files = ["plan.json", "people.csv", "skills.csv"] }).Open!;

        Assert.Equal("people.csv", run.FileOf(new RowRef(0, 17)));
        Assert.Equal("skills.csv", applied.FileOf(new RowRef(1, 2)));
        Assert.Null(run.FileOf(new RowRef(1, 2)));
    }

    private static RunEvent.Opened Opened(RunId run, string plan = "") => new(run, "run", Source, ["people.csv"], "hash", plan, "", Now);

    private static RunEvent.Closed Closed(RunId run, RunStatus status) => new(run, status, Abandoned: false, "{}", Now);

    private static RunEvent.SourceAccepted Accepted(RunId run, params (SheetKind Kind, long Rows)[] rows) => new(run, Source, Rows(rows));

    private static ImmutableSortedDictionary<SheetKind, long> Rows(params (SheetKind Kind, long Rows)[] rows) =>
        rows.ToImmutableSortedDictionary(sheet => sheet.Kind, sheet => sheet.Rows);

    private sealed record Unknown() : RunEvent(First);
}
