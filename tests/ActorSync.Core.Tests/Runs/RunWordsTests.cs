using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Pacing;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Runs;

/// <summary>Small rules of runs that whole runs go through, and that nothing else states.</summary>
public sealed class RunWordsTests
{
    private static readonly RunId Run = new("20260310T120000000Z");
    private static readonly RunId Next = new("20260311T120000000Z");
    private static readonly Operation Give = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated);

    [Fact]
    public void An_instant_is_told_in_utc_to_the_second() => Assert.Equal("2026-03-10 12:00:00 UTC", InstantText.At(Now + Duration.FromMilliseconds(999)));

    [Fact]
    public void A_run_is_named_after_its_instant() => Assert.Equal("20260310T120000001Z", RunId.Of(Now + Duration.FromMilliseconds(1), latest: null).Value);

    [Theory]
    [InlineData(StopRule.TargetUnreachable, true, true)]
    [InlineData(StopRule.CredentialsRefused, true, true)]
    [InlineData(StopRule.PermissionMissing, true, true)]
    [InlineData(StopRule.PauseTooLong, true, false)]
    [InlineData("user-held", false, false)]
    public void The_rules_by_which_a_run_stops_are_told_apart(string rule, bool isOfStop, bool isUnavailable) =>
        Assert.Equal((isOfStop, isUnavailable), (StopRule.IsOfStop(rule), StopRule.IsUnavailable(rule)));

    [Fact]
    public void Why_a_run_stopped_is_described()
    {
        Assert.Equal("Stopped by a person or the system.", RunVerdict.Describe(new RunStop.Interrupted(null)));
        Assert.Equal("The target asked for a pause until 2026-03-10 12:00:00 UTC.", RunVerdict.Describe(new RunStop.Interrupted(Now)));
        Assert.Equal("no such host", RunVerdict.Describe(new RunStop.Unreachable("no such host")));
        Assert.Equal(string.Empty, RunVerdict.Describe(null));
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public void A_planned_user_is_to_be_done_where_it_is_not_held_and_has_operations(bool isHeld, bool hasOperations, bool isToBeDone) => Assert.Equal(
        isToBeDone, new PlannedUser(new("u"), "1", hasOperations ? [Give] : [], isHeld ? "inactive" : null, AgentLedger.Empty, AgentLedger.Empty).IsToBeDone);

    [Theory]
    [InlineData(DoubtResult.Unsettled, true, false)]
    [InlineData(DoubtResult.NotApplied, true, false)]
    [InlineData(DoubtResult.Applied, false, true)]
    [InlineData(DoubtResult.AppliedInPart, false, true)]
    public void A_write_that_a_process_left_open_was_perhaps_not_sent_or_is_perhaps_another_s(DoubtResult result, bool isPerhapsUnsent, bool isPerhapsAnothers)
    {
        var doubt = new ReportedDoubt("1", "giving", WriteDoubt.AnswerNotRecorded, result, Now) { CountsAsGivenByHand = true };

        Assert.Equal((isPerhapsUnsent, isPerhapsAnothers), (doubt.IsPerhapsUnsent, doubt.IsPerhapsAnothers));
        Assert.False((doubt with { Reason = "no answer" }).IsPerhapsUnsent);
        Assert.False((doubt with { CountsAsGivenByHand = false }).IsPerhapsAnothers);
    }

    [Fact]
    public void The_causes_of_a_difference_hold_while_they_account_for_all_of_it()
    {
        var summary = Summary() with { Requests = new(7, 5, 0, 0, 0, 0), Forecast = 10 };
        var left = summary with { Difference = new ForecastDifference { Throttled = 2 } };

        Assert.Equal(left.Difference, summary.WithCausesOf(left).Difference);
        Assert.Null((summary with { Forecast = 9 }).WithCausesOf(left).Difference);
        Assert.Null(summary.WithCausesOf(null).Difference);
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(5, 10, 0.5)]
    [InlineData(12, 10, 1.0)]
    public void Utilisation_is_known_where_something_was_allowed(long sent, double allowed, double? utilisation) =>
        Assert.Equal(utilisation, new GatewayUse { Sent = sent, Allowed = allowed }.Utilisation);

    [Fact]
    public void The_figures_of_the_gateway_are_rounded_as_they_are_shown()
    {
        var use = new GatewayUse
        {
            Sent = 2,
            Allowed = 3.06,
            Worked = Duration.FromTicks(12_345_678),
            InPause = Duration.FromTicks(5_006_000),
            BareThrottles = 4,
            TokenThrottles = 5,
            Latencies = RouteLatencies.Of([KeyValuePair.Create("GET /users", LatencyHistogram.Of([0, 1]))]),
        };

        var summary = GatewaySummary.Of(new RequestCounts(1, 1, 6, 7, 0, 0) { Use = use });

        Assert.Equal((0.6536, 2L, 3.1, 1.235, 0.501), (summary.Utilisation, summary.Sent, summary.Allowed, summary.WorkedSeconds, summary.PausedSeconds));
        Assert.Equal((7L, 4L, 6L, 5L), (summary.Throttled, summary.BareThrottles, summary.Tokens, summary.TokenThrottles));
        Assert.Equal("GET /users", Assert.Single(summary.Routes).Route);
        Assert.Null(GatewaySummary.None.Utilisation);
    }

    [Fact]
    public void A_seal_follows_on_the_run_that_was_closed_last_and_on_the_seal_before()
    {
        var closed = After(RunHistory.Empty, Run);
        var seal = new RunSeal(Run, 1, default, default, [], default);

        var sealedOnce = closed.Evolve(new RunEvent.Sealed(seal));
        var next = After(sealedOnce, Next);

        Assert.Equal((Run, (RunSeal?)seal, (RunRecord?)null), (closed.Unsealed!.Id, sealedOnce.LastSeal, sealedOnce.Unsealed));
        Assert.Equal(Next, next.Unsealed!.Id);
        Assert.Equal(Next, next.Evolve(new RunEvent.Sealed(new(Next, 1, default, default, [], seal.Digest))).LastSeal!.Run);
        Assert.Throws<InvalidOperationException>(() => next.Evolve(new RunEvent.Sealed(new(Next, 1, default, default, [], default)))); // Not on the seal before.
        Assert.Throws<InvalidOperationException>(() => next.Evolve(new RunEvent.Sealed(new(Run, 1, default, default, [], seal.Digest)))); // Sealed already.
        Assert.Throws<InvalidOperationException>(() => closed.Evolve(new RunEvent.Sealed(seal with { Previous = Digest.Of([1]) })));
    }

    [Fact]
    public void What_is_cut_or_taken_out_leaves_the_history_as_it_is_and_concerns_a_run_that_is_known()
    {
        var closed = After(RunHistory.Empty, Run);

        Assert.Same(closed, closed.Evolve(new RunEvent.Cut(Run, default, Now)));
        Assert.Same(closed, closed.Evolve(new RunEvent.Redacted(Run, 3, default, Now)));
        Assert.Throws<InvalidOperationException>(() => closed.Evolve(new RunEvent.Cut(Next, default, Now)));
    }

    [Fact]
    public void Who_was_at_work_is_who_took_the_run_up_last()
    {
        var run = After(RunHistory.Empty, Run).Find(Run)! with { Operators = [new(1, Now), new(2, Now + Days(1))] };

        Assert.Equal((null, 1, 1, 2), (run.OperatorAt(Now - Duration.Epsilon)?.Number, run.OperatorAt(Now)?.Number, run.OperatorAt(Now + Days(1) - Duration.Epsilon)?.Number, run.OperatorAt(Now + Days(1))?.Number));
    }

    [Fact]
    public void A_summary_that_is_shortened_twice_keeps_the_digest_of_what_was_written()
    {
        var closed = new RunEvent.Closed(Run, RunStatus.Converged, Abandoned: false, "whole", Now);

        var once = Assert.IsType<RunEvent.Closed>(RunRedaction.Of(closed, _ => "less"));
        var twice = Assert.IsType<RunEvent.Closed>(RunRedaction.Of(once, _ => "least"));

        Assert.Equal(("less", Digest.Of("whole"u8)), (once.Summary, once.SummaryDigest!.Value));
        Assert.Equal(("least", Digest.Of("whole"u8)), (twice.Summary, twice.SummaryDigest!.Value));
        Assert.Null(RunRedaction.Of(closed, _ => null));
        Assert.Equal(
            [true, true, true, false, false],
            new RunEvent[] { closed, new RunEvent.Decided(Run, "{}"), new RunEvent.Interrupted(Run, "", Now) { Summary = "{}" }, new RunEvent.Interrupted(Run, "", Now), new RunEvent.Resumed(Run, Now) }.Select(RunRedaction.MayShorten));
    }

    [Fact]
    public void A_run_that_only_settles_and_had_come_to_nobody_is_not_converged()
    {
        var terms = new RunTerms(Run, SourceMode.Partial, Now, 0, IsPlan: false, SettlesOnly: true, null);
        var tally = new RunTally([], RowCounts.None, 0, [], 0);

        Assert.Equal(RunStatus.Partial, new RunFigures(terms, tally, new(RequestCounts.None)).Conclude(0, 0, null, null, writesBegan: false, Now).Summary.Status);
        Assert.Equal(RunStatus.Converged, new RunFigures(terms with { SettlesOnly = false }, tally, new(RequestCounts.None)).Conclude(0, 0, null, null, writesBegan: false, Now).Summary.Status);

        tally.TakeFinished(UserResult.Unchanged, OperationCounts.None);
        Assert.Equal(RunStatus.Converged, new RunFigures(terms, tally, new(RequestCounts.None)).Conclude(0, 0, null, null, writesBegan: false, Now).Summary.Status);
    }

    [Fact]
    public void A_run_that_goes_no_further_keeps_the_forecast_and_the_verdict_as_they_were_decided()
    {
        var figures = new RunFigures(new(Run, SourceMode.Partial, Now, 0, IsPlan: false, SettlesOnly: true, null), new RunTally([], RowCounts.None, 0, [], 0), new(RequestCounts.None));

        figures.StandAsDecided(Summary() with { Forecast = 12, Guard = new GuardVerdict(GuardOutcome.Overridden, ["Many."], "checked") });

        Assert.Equal((12L, GuardOutcome.Overridden), (figures.Forecast, figures.Guard.Outcome));
    }

    [Fact]
    public void A_write_that_fails_for_good_while_another_is_tried_is_none_to_try_in_its_place()
    {
        var waits = new StorageWaits<string>(new StoragePatience(Duration.FromSeconds(1), Duration.FromSeconds(8), Duration.FromMinutes(1)));
        Assert.True(waits.TryWait("first", "away", Duration.Zero, out _));
        Assert.True(waits.TryWait("second", "away", Duration.Zero, out _));
        var ahead = waits.Next()!;

        Assert.False(waits.Leave("another"));
        Assert.Null(waits.Next());
        Assert.True(waits.Leave(ahead));
        Assert.Equal("second", waits.Next());
    }

    [Fact]
    public void The_longest_latency_is_that_of_32_bits_of_microseconds() => Assert.Equal(71, (int)LatencyHistogram.Longest.TotalMinutes);

    [Fact]
    public void The_ledger_that_is_noted_before_a_write_is_the_one_that_the_owner_is_given_back_in()
    {
        var give = Give with { Restores = new RestoredPlace(Hris, null) };
        var noted = AgentLedger.Empty.Owning(Chat, 1);
        ImmutableArray<JournalEntry> entries =
            [new JournalEntry.Noted(new("u"), noted), new JournalEntry.Settled(new("u"), Run, 1, WriteResult.Applied, Hris, [give], 2, Now)];

        var all = RestoredOwners.Note(entries, AgentLedger.Empty.Owning(Spanish, 1));

        Assert.Equal(3, all.Length);
        Assert.Equal([Id(Billing), Id(Chat)], Assert.IsType<JournalEntry.Noted>(all[2]).Ledger.Skills.Select(owned => owned.Skill));
    }

    private static RunHistory After(RunHistory before, RunId run) => before
        .Evolve(new RunEvent.Opened(run, "run", Hris, [], "hash", "", "", Now))
        .Evolve(new RunEvent.Closed(run, RunStatus.Converged, Abandoned: false, "{}", Now));

    private static RunSummary Summary() => new(
        Run, RunStatus.Converged, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None, RequestCounts.None, 0, 0, GuardVerdict.Pass, [], Now, Now, 0);
}
