using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class RunFiguresTests
{
    private static readonly RunTerms Terms = new(new RunId("20260310T120000000Z"), SourceMode.Partial, Given.Now, 0, IsPlan: false, SettlesOnly: false, null);

    private readonly RequestMeter _requests = new(new RequestCounts(5, 2, 0, 0, 0, 0));
    private readonly RunTally _tally = new([], new RowCounts(2, 2, 0, 0, 0), 0, [], 0);

    [Fact]
    public void The_forecast_is_what_was_sent_over_all_resumes_and_what_is_to_come()
    {
        Plan(2);
        Count(reads: 10);

        var figures = Decided(Terms, readsToCome: 3);

        Assert.Equal((7 + 10 + 3 + 2, 2), (figures.AsDecided(2, Given.Now).Forecast, figures.AsDecided(2, Given.Now).WritesLowerBound));
    }

    [Fact]
    public void A_write_that_turns_out_not_to_be_needed_is_no_longer_to_come_and_the_forecast_as_told_stands()
    {
        Plan(2);
        var figures = Decided(Terms, readsToCome: 3);

        figures.Spare(1);

        Assert.Equal((7 + 3 + 2, 3 + 1), (figures.Forecast, figures.Foreseen!.Needed));
    }

    [Fact]
    public void A_resumed_run_keeps_the_lower_bound_that_was_decided()
    {
        Plan(1);

        Assert.Equal(9, Decided(Terms with { WritesLowerBound = 9 }, 0).AsDecided(1, Given.Now).WritesLowerBound);
    }

    [Fact]
    public void Users_with_operations_are_changed_in_a_plan_held_under_a_guard_and_failed_where_the_run_stopped()
    {
        Plan(2);
        var stop = new RunStop.Interrupted(null);

        Assert.Equal(new UserCounts(2, 2, 0, 0, 0, 0), Conclude(Decided(Terms with { IsPlan = true }, 0), null).Summary.Users);
        Assert.Equal(new UserCounts(2, 0, 0, 0, 2, 0), Conclude(Decided(Terms, 0, new GuardVerdict(GuardOutcome.Hold, ["Too many."], null)), null).Summary.Users);
        Assert.Equal(new UserCounts(2, 0, 0, 2, 0, 0), Conclude(Decided(Terms, 0), stop).Summary.Users);
        Assert.Equal(new UserCounts(2, 0, 0, 2, 0, 0), Conclude(Decided(Terms with { IsPlan = true }, 0), stop).Summary.Users);
    }

    [Fact]
    public void Rows_that_do_not_add_up_are_a_failure_of_the_run()
    {
        var tally = new RunTally([], new RowCounts(3, 2, 0, 0, 0), 0, [], 0);

        var conclusion = new RunFigures(Terms, tally, _requests).Conclude(0, 0, null, null, writesBegan: true, Given.Now);

        Assert.Equal((RunStatus.Failed, true), (conclusion.Summary.Status, conclusion.IsOpen));
        Assert.NotNull(conclusion.Failure);
    }

    [Fact]
    public void A_plan_never_stays_open() =>
        Assert.False(Conclude(Decided(Terms with { IsPlan = true }, 0), new RunStop.Interrupted(null)).IsOpen);

    [Fact]
    public void The_meter_counts_from_where_the_counter_stood_and_gives_what_is_not_recorded_once()
    {
        _requests.Read(new RequestCounts(100, 50, 1, 0, 0, 0));
        _requests.Read(new RequestCounts(103, 51, 1, 0, 0, 0));

        Assert.Equal(new RequestCounts(8, 3, 0, 0, 0, 0), _requests.Total);
        Assert.Equal(new UnrecordedRequests(RequestCounts.None, new(3, 1, 0, 0, 0, 0)) { AreFirst = true }, _requests.TakeUnrecorded());
        Assert.Equal(new UnrecordedRequests(RequestCounts.None, RequestCounts.None), _requests.TakeUnrecorded());
    }

    [Fact]
    public void What_the_journal_proves_to_have_been_in_doubt_is_counted_and_recorded_once_where_the_gateways_own_count_was_forgotten()
    {
        _requests.Read(RequestCounts.None);
        _requests.Prove(writes: 46, doubts: 46);
        _requests.Read(new RequestCounts(0, 4, 0, 0, 0, 4));
        _requests.Prove(writes: 50, doubts: 50);

        Assert.Equal((50, 50), (_requests.Total.Writes, _requests.Total.Ambiguous));
        Assert.True(_requests.HasUnrecorded);
        Assert.Equal(new UnrecordedRequests(Earlier: new(0, 44, 0, 0, 0, 46), Own: new(0, 4, 0, 0, 0, 4)) { AreFirst = true }, _requests.TakeUnrecorded());
        Assert.False(_requests.HasUnrecorded);
        Assert.Equal(new UnrecordedRequests(RequestCounts.None, RequestCounts.None), _requests.TakeUnrecorded());
    }

    [Fact]
    public void Attempts_that_found_no_connection_are_requests_and_have_not_reached_the_target()
    {
        _requests.Read(RequestCounts.None);
        _requests.Read(new RequestCounts(5, 0, 0, 0, 4, 0) { Unconnected = 5 });
        Assert.False(_requests.HasArrived);
        Assert.True(_requests.TakeUnrecorded() is { AreFirst: true, Own: { Sent: 5, Arrived: 0 } });

        _requests.Read(new RequestCounts(7, 0, 0, 0, 5, 0) { Unconnected = 6 });
        Assert.True(_requests.HasArrived);
        Assert.True(_requests.TakeUnrecorded() is { AreFirst: true, Own: { Sent: 2, Arrived: 1 } });

        _requests.Read(new RequestCounts(8, 0, 0, 0, 5, 0) { Unconnected = 6 });
        Assert.False(_requests.TakeUnrecorded().AreFirst);
    }

    [Fact]
    public void A_summary_says_why_the_run_stopped_and_what_to_do_unless_a_person_stopped_it()
    {
        var until = Given.Now + Duration.FromMinutes(20);
        foreach (var (stop, rule, remedy) in new (RunStop, string?, string)[]
        {
            (new RunStop.Unreachable("refused."), "target-unreachable", "Check Target:BaseUrl"),
            (new RunStop.Unreachable("too large.") { IsAnswered = true }, "target-unreachable", "The target cannot be read: too large. Nothing more is sent."),
            (new RunStop.CredentialsRefused("wrong secret."), "credentials-refused", "Check Target:ClientId"),
            (new RunStop.PermissionMissing("routing:skill:assign."), "permission-missing", "Grant it to the OAuth client"),
            (new RunStop.Interrupted(until), "pause-too-long", "Go on after that instant"),
            (new RunStop.Interrupted(null), null, string.Empty),
        })
        {
            var conclusion = new RunFigures(Terms, _tally, _requests).Conclude(0, 0, stop, null, writesBegan: false, Given.Now);

            var finding = conclusion.Summary.Findings.SingleOrDefault();

            Assert.Equal((rule, rule is not null), (finding?.Rule, finding?.Message.Contains(remedy, StringComparison.Ordinal) == true));
        }
    }

    [Fact]
    public void Each_cause_of_another_number_than_forecast_has_its_own_and_what_is_left_has_one_too()
    {
        Plan(3);
        Count(reads: 10);
        var figures = Decided(Terms, readsToCome: 3);
        figures.Spare(1);
        Finish("u0", new RequestsAgain(4, 0));
        Finish("u1", new RequestsAgain(1, 2));

        // Five that were needed, 2 throttled, 1 tried again, 7 that nobody foresaw, and 1 that nobody counts.
        _requests.Read(new RequestCounts(20, 6, 0, 2, 1, 1) { InVain = 10 });
        _requests.Prove(writes: 11, doubts: 1); // Ended processes had recorded two and sent five.
        var difference = Conclude(figures, null).Summary.Difference!;

        Assert.Equal(new ForecastDifference { Throttled = 2, Retried = 1, Settling = 5, ReadAgain = 2, FoundSent = 3, NotNeeded = 1, Unexplained = 1 }, difference);
        Assert.Equal(13, difference.Total);
    }

    [Fact]
    public void What_a_stopped_run_had_still_to_send_is_a_cause_of_fewer()
    {
        Plan(2);
        Count(reads: 10);
        var figures = Decided(Terms, readsToCome: 3);
        _requests.Read(new RequestCounts(12, 0, 0, 1, 0, 0) { InVain = 1 });

        var difference = Conclude(figures, new RunStop.Interrupted(null)).Summary.Difference!;

        Assert.Equal((1, 4, 0, -3), (difference.Throttled, difference.ToCome, difference.Unexplained, difference.Total));
    }

    [Fact]
    public void What_was_expected_to_be_in_vain_of_requests_that_a_stopped_run_had_still_to_send_is_still_to_come()
    {
        Plan(20);
        _requests.Read(RequestCounts.None);
        _requests.Read(new RequestCounts(20, 0, 0, 0, 10, 0) { InVain = 10, Setbacks = 10 });
        var before = _requests.Total.Sent;
        var figures = Decided(Terms, readsToCome: 0);
        _requests.Read(new RequestCounts(20, 5, 0, 0, 10, 0) { InVain = 10, Setbacks = 10 });

        var difference = Conclude(figures, new RunStop.Interrupted(null)).Summary.Difference!;

        var inVain = figures.Forecast!.Value - before - 20;
        Assert.True(inVain > 3);
        Assert.Equal((inVain - (long)Math.Round(inVain * 0.75), 15 + (long)Math.Round(inVain * 0.75), 0), (difference.Expected, difference.ToCome, difference.Unexplained));
    }

    [Fact]
    public void What_a_stopped_run_sent_beyond_the_forecast_is_no_part_of_what_it_had_to_send()
    {
        Plan(2);
        Count(reads: 10);
        var figures = Decided(Terms, readsToCome: 3);
        _tally.TakeResult(new("u0"), new UserSyncResult(null, OperationCounts.None, [], new RunStop.Interrupted(null)) { RequestsAgain = new RequestsAgain(3, 1) });

        // One of the five that were needed, 3 that settle a write and 1 because a version clashed.
        _requests.Read(new RequestCounts(14, 1, 0, 0, 0, 1) { InVain = 4 });

        var difference = Conclude(figures, new RunStop.Interrupted(null)).Summary.Difference!;

        Assert.Equal((3, 1, 4, 0, 0), (difference.Settling, difference.ReadAgain, difference.ToCome, difference.Unexplained, difference.Total));
    }

    [Fact]
    public void A_plan_and_what_was_never_decided_have_no_difference_to_explain()
    {
        Assert.Null(Conclude(Decided(Terms with { IsPlan = true }, 0), null).Summary.Difference);
        Assert.Null(Conclude(new RunFigures(Terms, _tally, _requests), new RunStop.Interrupted(null)).Summary.Difference);
    }

    [Fact]
    public void The_time_at_work_leaves_out_the_time_between_two_processes()
    {
        var first = RunTimes.Begin(Given.Now).See(new AtWork(Given.Now, Given.Now + Duration.FromSeconds(20)), wrote: true);
        var later = Given.Now + Duration.FromHours(1);
        var terms = Terms with { ResumedCount = 1, Before = first, BeganAt = later };

        var resumed = new RunFigures(terms, _tally, _requests).AsDecided(0, later + Duration.FromSeconds(5));

        Assert.Equal(Duration.FromSeconds(25), resumed.Worked);
        Assert.Null(new RunFigures(terms with { Before = null }, _tally, _requests).AsDecided(0, later).Worked);
    }

    private void Finish(string user, RequestsAgain again) =>
        _tally.TakeResult(new(user), new UserSyncResult(UserResult.Changed, OperationCounts.None, [], null) { RequestsAgain = again });

    private void Plan(int users)
    {
        for (var number = 0; number < users; number++)
        {
            Operation give = new Operation.GrantSkill(new SkillId("billing"), new Level(3), false, OperationCause.Stated);
            var planned = new PlannedUser(new($"u{number}"), $"{number}", [give], null, AgentLedger.Empty, AgentLedger.Empty);
            _tally.TakeDecision(planned, new AgentDecision([give], AgentLedger.Empty, [], null, 0), isAbsent: false, [], writes: 1);
        }
    }

    private void Count(long reads)
    {
        _requests.Read(RequestCounts.None);
        _requests.Read(new RequestCounts(reads, 0, 0, 0, 0, 0));
    }

    private RunFigures Decided(RunTerms terms, long readsToCome, GuardVerdict? guard = null)
    {
        var figures = new RunFigures(terms, _tally, _requests);
        figures.Decide(guard ?? GuardVerdict.Pass, readsToCome, readsPerUser: 1);
        return figures;
    }

    private static RunConclusion Conclude(RunFigures figures, RunStop? stop) => figures.Conclude(0, 2, stop, null, writesBegan: true, Given.Now);
}
