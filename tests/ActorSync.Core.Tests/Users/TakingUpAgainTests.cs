using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>What becomes of a decided user whose process stopped, by what is in doubt and by what the target shows.</summary>
public sealed class TakingUpAgainTests
{
    private static readonly Instant Expiry = Now + Days(90);
    private static readonly HeldCertification Dates = new(null, Expiry);
    private static readonly SyncTerms Terms = new(new("20260310T120000000Z"), Hris, SkipsMoved: false, RemovalsRestOnOwnership: false, SettlesOnly: false);
    private static readonly Operation Give = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Rate = new Operation.RateSkill(Id(Chat), new(1), new(2), IsGate: false, OperationCause.Stated);
    private static readonly ObservedUser Before = User([(Chat, 1)]);

    [Fact]
    public void A_user_who_is_not_known_any_more_is_held_as_planned_in_whichever_way_the_plan_is_taken_up()
    {
        var gone = Before with { Skills = null, Certifications = null, State = UserState.Deleted };
        var planned = Plan(Give, Rate);

        foreach (var again in (PlannedDecision[])[PlannedDecision.Applying(planned, gone, AgentLedger.Empty, Terms, Now), Resumed(planned, gone, [])])
        {
            Assert.Equal([Give, Rate], again.Planned.Operations);
            Assert.Equal(HoldReason.For(UserState.Deleted), again.Decision.Held);
            Assert.Empty(again.Skipped);
        }
    }

    [Theory]
    [InlineData(true, false, 1)] // What is shown settles it at once.
    [InlineData(false, false, 3)] // A target shows a write some seconds late.
    [InlineData(false, true, 1)]
    public void What_is_in_doubt_is_read_until_it_is_shown_or_the_target_is_no_longer_late(bool isShown, bool isLongAgo, int reads)
    {
        var seen = isShown ? User([(Billing, 3), (Chat, 1)]) : Before;

        var again = PlannedDecision.Resuming(Plan(Give, Rate), seen, AgentLedger.Empty, [Give], Terms, isLongAgo, Now);

        Assert.Equal((reads, isShown), (again.ReadsFirst, again.ShowsDoubt));
        Assert.Equal(isShown ? [Rate] : [Give, Rate], again.ToWrite.Order(Comparer<Operation>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()))));
        Assert.Equal([Give, Rate], again.Planned.Operations);
        Assert.Equal((null, false), (again.Decision.Held, again.Planned.HasSkipped));
        Assert.Empty(again.Skipped);
    }

    [Fact]
    public void A_user_with_something_in_doubt_who_cannot_be_written_is_read_and_nothing_is_foreseen_to_be_written()
    {
        var inactive = Resumed(Plan(Give, Rate), Before with { State = UserState.Inactive }, [Give]);
        var unread = Resumed(Plan(Give, Rate), Before with { Skills = null }, [Give]);

        Assert.Equal((0, 3, false), (inactive.ToWrite.Length, inactive.ReadsFirst, inactive.ShowsDoubt));
        Assert.Equal((0, 1, false), (unread.ToWrite.Length, unread.ReadsFirst, unread.ShowsDoubt));
    }

    [Fact]
    public void What_was_skipped_before_stays_told_while_something_is_in_doubt() =>
        Assert.True(Resumed(Plan(Give) with { HasSkipped = true }, Before, [Give]).Planned.HasSkipped);

    [Theory]
    [InlineData(true, UserResult.Changed)]
    [InlineData(false, UserResult.Unchanged)]
    public void A_run_that_goes_on_is_done_with_a_user_of_whom_nothing_is_left_to_be_written(bool hasApplied, UserResult result)
    {
        var asWanted = User([(Billing, 3), (Chat, 2)]);

        Assert.Equal(result, Resumed(Plan(Give, Rate), asWanted, []).Finished(hasApplied));
        Assert.Null(Resumed(Plan(Give, Rate), Before, []).Finished(hasApplied));
        Assert.Null(Resumed(Plan(Give, Rate), asWanted, [Give]).Finished(hasApplied)); // A read is to settle it.
    }

    [Fact]
    public void A_run_that_goes_on_decides_again_and_tells_again_whom_it_leaves_with_something_held_or_skipped()
    {
        Assert.Null((Resumed(Plan() with { Held = HoldReason.For(UserState.Inactive) }, Before, [])).Finished(hasApplied: true));
        Assert.Null((Resumed(Plan() with { HasSkipped = true }, Before, [])).Finished(hasApplied: true));
    }

    [Theory]
    [InlineData(false, true, true, false)] // The run has done nothing to the user.
    [InlineData(true, true, true, false)] // It is known still whose it is.
    [InlineData(true, false, true, true)]
    [InlineData(true, true, false, true)]
    [InlineData(true, false, false, true)]
    public void An_undoing_has_perhaps_taken_a_value_where_it_is_not_known_any_more_whose_that_is(bool hasApplied, bool wasOwned, bool isOwned, bool perhapsTaken)
    {
        Operation skill = new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.Undone);
        Operation certification = new Operation.EndCertification(Id(Pci), Dates, HeldCertification.NameOnly, OperationCause.Undone);
        var owning = AgentLedger.Empty.Owning(Billing, 3).Owning(Pci.Holds(Expiry));
        var (before, now) = (wasOwned ? owning : AgentLedger.Empty, isOwned ? owning : AgentLedger.Empty);

        Assert.Equal(perhapsTaken, Redecision.HasPerhapsTaken(skill, before, now, hasApplied));
        Assert.Equal(perhapsTaken, Redecision.HasPerhapsTaken(certification, before, now, hasApplied));
        Assert.False(Redecision.HasPerhapsTaken(skill with { Cause = OperationCause.Zero }, before, now, hasApplied));
        Assert.False(Redecision.HasPerhapsTaken(new Operation.RevokeSkill(Id(Billing), new(3), IsGate: true, OperationCause.Undone), before, now, hasApplied));
        Assert.False(Redecision.HasPerhapsTaken(new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Undone), before, now, hasApplied));
    }

    [Theory]
    [InlineData(RemovalPolicy.Managed, true, true, true)]
    [InlineData(RemovalPolicy.Owned, true, true, false)]
    [InlineData(RemovalPolicy.Managed, false, true, false)] // Nothing ever dated it: somebody gave the gate by hand.
    [InlineData(RemovalPolicy.Managed, true, false, false)] // The list is not stated.
    public void A_gate_whose_certification_s_name_is_gone_goes_too_where_everything_managed_is_taken_and_it_was_dated(RemovalPolicy removal, bool wasDated, bool isStated, bool goes)
    {
        var ledger = wasDated ? AgentLedger.Empty.Dating(Pci, Expiry).Dating(Gdpr, null) : AgentLedger.Empty.Dating(Pci, null);
        var person = isStated ? Person(certifications: Certified()) : Person();

        var operations = AgentPlanner.Decide(person, User([(PciGate, 5)]), ledger, Context(TargetKind.Named, Removing(removal)), Now).Operations;

        Assert.Equal(goes ? [new Operation.RevokeSkill(Id(PciGate), new(5), IsGate: true, OperationCause.NoLongerStated)] : [], operations);
    }

    [Fact]
    public void A_gate_stays_while_its_certification_s_name_is_held_or_stated_or_its_removal_is_suspended()
    {
        var ledger = AgentLedger.Empty.Dating(Pci, Expiry);
        var context = Context(TargetKind.Named, Removing(RemovalPolicy.Managed));

        Assert.Empty(AgentPlanner.Decide(Person(certifications: Certified(Pci.Until(Expiry))), User([(PciGate, 5)], [Pci.Named()]), ledger, context, Now).Operations);
        Assert.DoesNotContain(AgentPlanner.Decide(Person(certifications: Certified(Pci.Until(Expiry))), User([(PciGate, 5)]), ledger, context, Now).Operations, operation => operation is Operation.RevokeSkill);
        Assert.Empty(AgentPlanner.Decide(
            Person(certifications: Certified()), User([(PciGate, 5)]), ledger, Context(TargetKind.Named, Removing(RemovalPolicy.Managed), suspendCertificationRemoval: true), Now).Operations);
    }

    [Fact]
    public void Of_somebody_who_has_left_what_a_rejected_item_may_have_meant_is_left()
    {
        var person = Person(new StatedList<StatedSkill, SkillName>(Statement.Stated, [], [Billing, Ghost], false), status: EmploymentStatus.Terminated);

        var decision = AgentPlanner.Decide(
            person, User([(Billing, 3), (Chat, 1)]), AgentLedger.Empty, Context(TargetKind.Dated, new SyncPolicies(RemovalPolicy.Managed, Terminated: LeaverPolicy.Remove)), Now);

        Assert.Equal([new Operation.RevokeSkill(Id(Chat), new(1), IsGate: false, OperationCause.Terminated)], decision.Operations);
    }

    [Fact]
    public void A_write_in_doubt_is_looked_at_once_and_once_more_after_each_wait_unless_that_is_long_ago()
    {
        Assert.Equal((1, 3), (ReadBack.MostLooks(isLongAgo: true), ReadBack.MostLooks(isLongAgo: false)));
        Assert.Equal(2, ReadBack.LooksOnAverage);
        Assert.Equal(4.5, ReadBack.RequestsOnAverage(2));
        Assert.Equal(5, new RequestsForeseen(2, 3).Total);
    }

    [Fact]
    public void Equal_holdings_have_equal_hashes_and_other_ones_hardly_ever()
    {
        var one = User([(Billing, 3), (Chat, 2)]).Skills!;
        var others = new[] { User([(Billing, 3)]), User([(Billing, 2), (Chat, 2)]), User([(Billing, 3), (Spanish, 2)]), User() }.Select(user => user.Skills!.GetHashCode()).ToList();

        Assert.Equal(User([(Chat, 2), (Billing, 3)]).Skills!.GetHashCode(), one.GetHashCode());
        Assert.Equal(5, others.Append(one.GetHashCode()).Distinct().Count());
    }

    private static PlannedDecision Resumed(PlannedUser planned, ObservedUser observed, ImmutableArray<Operation> inDoubt) =>
        PlannedDecision.Resuming(planned, observed, AgentLedger.Empty, inDoubt, Terms, isLongAgo: false, Now);

    private static PlannedUser Plan(params Operation[] operations) => new(Before.Id, "00017", [.. operations], null, AgentLedger.Empty, AgentLedger.Empty);
}
