using ActorSync.Core.Leases;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Leases;

/// <summary>The instants at which a lease changes what it allows, and what is said of one.</summary>
public sealed class LeaseBoundaryTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly WriterOwner Owner = new(7, "a", "run", Noon);
    private static readonly WriterLease Lease = new(4, Owner, Noon + Duration.FromSeconds(30));

    [Fact]
    public void A_term_is_renewed_three_times_tried_again_ten_times_and_watched_for_one_renewal_and_two_tries()
    {
        var term = LeaseTerm.OfSeconds(30);

        Assert.Equal(
            (Duration.FromSeconds(10), Duration.FromSeconds(3), Duration.FromSeconds(16), Duration.FromSeconds(3)),
            (term.RenewEvery, term.RetryEvery, term.WatchFor, term.Margin));
    }

    [Fact]
    public void It_holds_no_longer_at_its_very_end()
    {
        Assert.True(Lease.HoldsAt(Lease.ExpiresAt - Duration.Epsilon));
        Assert.False(Lease.HoldsAt(Lease.ExpiresAt));
        Assert.False((Lease with { Owner = null }).HoldsAt(Noon));
    }

    [Fact]
    public void It_may_have_run_out_at_its_very_end()
    {
        var hold = new LeaseHold(new(TimeSpan.Zero, Noon), LeaseTerm.OfSeconds(30));

        Assert.False(hold.MayHaveRunOut(new(TimeSpan.FromSeconds(29), Noon)));
        Assert.True(hold.MayHaveRunOut(new(TimeSpan.FromSeconds(30), Noon)));
    }

    [Fact]
    public void Once_an_attempt_s_time_has_passed_to_the_tick_nothing_is_waited_for()
    {
        var asker = new LeaseAsker("b", LockId: null, Duration.FromSeconds(30)) { Watched = Lease };

        Assert.Equal(new LeaseDecision.Take(5, null), LeaseRule.Decide(Lease, Noon + Duration.FromSeconds(60), asker));
        Assert.Equal(new LeaseDecision.Take(5, Noon + Duration.FromSeconds(60)), LeaseRule.Decide(Lease, Noon + Duration.FromSeconds(59), asker));
    }

    [Theory]
    [InlineData("run", WriterState.AtWork, true)]
    [InlineData("serve", WriterState.AtWork, false)]
    [InlineData("run", WriterState.Silent, false)]
    public void A_writer_is_at_work_on_a_run_where_it_is_at_work_and_its_command_is_about_runs(string command, WriterState state, bool isAtWorkOnRun) =>
        Assert.Equal(isAtWorkOnRun, new WriterStanding(Owner with { Command = command }, Lease.ExpiresAt, state).IsAtWorkOnRun);

    [Theory]
    [InlineData(WriterState.AtWork, true, "The target is held by process 7 on host a, `actorsync run`, since 2026-03-01T12:00:00Z, until 2026-03-01 12:00:30 UTC unless that is renewed.")]
    [InlineData(WriterState.AtWork, false, "The target is held by process 7 on host a, `actorsync run`, since 2026-03-01T12:00:00Z.")]
    [InlineData(WriterState.Silent, true, "The target was held by process 7 on host a, `actorsync run`, since 2026-03-01T12:00:00Z, until 2026-03-01 12:00:30 UTC: that process has not renewed its lease, so that it is frozen, cut off from the journal or gone, and the next one takes over.")]
    [InlineData(WriterState.Gone, true, "The target was held by process 7 on host a, `actorsync run`, since 2026-03-01T12:00:00Z, which ended without giving it back.")]
    public void A_standing_is_told_as_a_sentence(WriterState state, bool hasLease, string words) =>
        Assert.Equal(words, new WriterStanding(Owner, hasLease ? Lease.ExpiresAt : null, state).ToString());

    [Fact]
    public void Where_another_process_keeps_the_lock_alone_it_is_named_if_it_has_said_who_it_is()
    {
        Assert.Equal("Another process writes to this target: it has not said which. Wait for it, or end it, and try again.", LeaseWords.Locked(null));
        Assert.StartsWith("Another process writes to this target: process 7 on host a,", LeaseWords.Locked(Owner), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_names_who_has_taken_over_where_that_is_known()
    {
        const string Lost = "This process has lost the right to write to the target: its lease ran out at 2026-03-01 12:00:00 UTC without being renewed, as of a process that was frozen or cut off from its journal, ";
        const string Rest = "Nothing more was sent, and nothing that came after can be stored here.";

        Assert.Equal(Lost + "and another process has taken over since. " + Rest, new LeaseLoss(null, Noon).ToString());
        Assert.Equal(Lost + "and process 7 on host a, `actorsync run`, since 2026-03-01T12:00:00Z has taken over. " + Rest, new LeaseLoss(Owner, Noon).ToString());
    }

    [Fact]
    public void A_late_write_is_a_warning_that_names_the_person_and_what_was_written() => Assert.Equal(
        new Finding(
            string.Empty, 0, string.Empty, "late-send",
            "Employee 00017: giving skill s1 at 3, removing skill s2, held at 4 left at 2026-03-01 12:00:00 UTC, was under way when the lease ran out, and was answered by 200 at 2026-03-01 12:01:00 UTC."
                + " It may have been applied after the process that took over had looked: compare, and run again.",
            FindingSeverity.Warning),
        Late(isWrite: true, new Operation.GrantSkill(new("s1"), new(3), IsGate: false, OperationCause.Stated), new Operation.RevokeSkill(new("s2"), new(4), IsGate: false, OperationCause.Zero))
            .ToFinding("00017", TaxonomyNames.None));

    [Fact]
    public void A_late_read_is_only_to_be_known_of_and_goes_by_its_route_and_by_its_user_where_no_employee_is_known()
    {
        const string What = "GET /users/{id} left at 2026-03-01 12:00:00 UTC, was under way when the lease ran out, and was answered by 200 at 2026-03-01 12:01:00 UTC.";

        Assert.Equal(new Finding(string.Empty, 0, string.Empty, LateSend.Rule, "User u-17: " + What, FindingSeverity.Notice), Late(isWrite: false).ToFinding(employee: null, TaxonomyNames.None));
        Assert.Equal(What, (Late(isWrite: false) with { User = null }).ToFinding(employee: null, TaxonomyNames.None).Message);
    }

    private static LateSend Late(bool isWrite, params Operation[] carries) =>
        new("GET /users/{id}", isWrite, new UserId("u-17"), [.. carries], Noon, Noon + Duration.FromMinutes(1), "was answered by 200");
}
