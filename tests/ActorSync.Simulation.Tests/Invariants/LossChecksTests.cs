using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Tests.Invariants;

/// <summary>Each loss that nothing gives a reason for is seen, and what the roster or a policy asks for is not taken for one.</summary>
public sealed class LossChecksTests
{
    private const string Certified = "active,,PCI|2026-01-15|2027-06-01|";
    private const string SaysNone = "active,{empty},{empty}";
    private const string SaysNothing = "active,,";
    private const string Gone = "terminated,,";
    private const string NoKey = "employee_id,skill,level\n,Billing,4\n";
    private const string Unreadable = "employee_id,skill,level,effective_date\nE1,Billing,4,someday\n";

    private static readonly SyncPolicies RemoveNever = new(Removal: RemovalPolicy.Never);
    private static readonly SyncPolicies KeepLeavers = new(Terminated: LeaverPolicy.Keep);
    private static readonly RunId Run = new("20260310T090000000Z");

    [Theory]
    [InlineData(SaysNone, true)]
    [InlineData("active,Sales:2,", true)]
    [InlineData("active,Billing:0,", true)]
    [InlineData(Gone, true)]
    [InlineData("terminated,Billing:3,", true)]
    [InlineData("terminated,Billing:nine,", false)]
    [InlineData("active,Billing:3,", false)]
    [InlineData("active,Billing:nine,", false)] // What it means is left as it is.
    [InlineData("active,Biling:3,", false)] // Nobody knows what the list says.
    [InlineData("fishing,{empty},{empty}", false)] // The row is rejected.
    [InlineData("inactive,{empty},{empty}", false)]
    [InlineData(SaysNothing, false)]
    public void A_skill_goes_where_the_row_says_so(string row, bool hasReason)
    {
        AssertSkill(hasReason, new SmallWorld("guide", row));
        AssertSkill(hasReason, new SmallWorld("guide", row, new SyncPolicies(Removal: RemovalPolicy.Managed)));
        AssertSkill(hasReason: false, new SmallWorld("guide", row, RemoveNever));
    }

    [Theory]
    [InlineData(SaysNone, true)]
    [InlineData(Gone, true)]
    [InlineData(Certified, false)]
    [InlineData("active,,PCI|2026-01-15|whenever|", false)]
    [InlineData("inactive,{empty},{empty}", false)]
    [InlineData(SaysNothing, false)]
    public void A_certification_and_its_gate_go_where_the_row_says_so(string row, bool hasReason)
    {
        AssertCertification(hasReason, new SmallWorld("guide", row).WithCertification());
        AssertCertification(hasReason, new SmallWorld("genesys", row).WithCertification());
        AssertGate(hasReason, new SmallWorld("genesys", row).WithCertification());
        AssertCertification(hasReason: false, new SmallWorld("guide", row, RemoveNever).WithCertification());
        AssertGate(hasReason: false, new SmallWorld("genesys", row, RemoveNever).WithCertification());
    }

    [Fact]
    public void What_is_over_ends_whatever_the_policies_are()
    {
        var over = new SmallWorld("genesys", SaysNothing, RemoveNever).WithCertification();
        over.World.Target.MayBeTaken.Add((over.User.Employee, over.World.Story.CertificationId(new CertificationName("PCI"))));

        AssertCertification(hasReason: true, over);
        AssertGate(hasReason: true, over);
    }

    [Fact]
    public void A_gate_goes_where_its_certification_is_not() =>
        AssertGate(hasReason: true, new SmallWorld("genesys", SaysNothing, RemoveNever));

    [Theory]
    [InlineData(SourceMode.Full, LeaverPolicy.Remove, true)]
    [InlineData(SourceMode.Full, LeaverPolicy.Keep, false)]
    [InlineData(SourceMode.Partial, LeaverPolicy.Remove, false)]
    public void Whoever_a_file_no_longer_has_loses_nothing_unless_it_is_full_and_the_policy_takes(SourceMode mode, LeaverPolicy absent, bool hasReason)
    {
        AssertSkill(hasReason, new SmallWorld("guide", row: null, new SyncPolicies(Absent: absent), mode));
        AssertCertification(hasReason, new SmallWorld("guide", row: null, new SyncPolicies(Absent: absent), mode).WithCertification());
    }

    [Fact]
    public void Whoever_has_left_loses_nothing_where_leavers_are_kept()
    {
        AssertSkill(hasReason: false, new SmallWorld("guide", Gone, KeepLeavers));
        AssertCertification(hasReason: false, new SmallWorld("guide", Gone, KeepLeavers).WithCertification());
    }

    [Fact]
    public void A_row_without_a_key_suspends_what_its_file_no_longer_states()
    {
        AssertSkill(hasReason: false, new SmallWorld("guide", SaysNone, sheet: ("skills.csv", NoKey)));
        AssertSkill(hasReason: true, new SmallWorld("guide", "active,Billing:0,", sheet: ("skills.csv", NoKey)));
        AssertCertification(hasReason: true, new SmallWorld("guide", SaysNone, sheet: ("skills.csv", NoKey)).WithCertification());
        AssertSkill(hasReason: false, new SmallWorld("guide", row: null, new SyncPolicies(Absent: LeaverPolicy.Remove), SourceMode.Full, ("skills.csv", NoKey)));
    }

    [Fact]
    public void A_rejected_row_of_a_sheet_spares_the_person_every_loss()
    {
        AssertSkill(hasReason: false, new SmallWorld("guide", "active,Sales:0,", sheet: ("skills.csv", Unreadable)), "Sales");
        AssertCertification(hasReason: false, new SmallWorld("guide", SaysNone, sheet: ("skills.csv", Unreadable)).WithCertification());
    }

    [Fact]
    public void A_skill_whose_end_an_earlier_file_gave_may_go()
    {
        var ended = new SmallWorld("guide", SaysNothing, sheet: ("skills.csv", "employee_id,skill,level,effective_date,end_date\nE1,Billing,3,,2026-03-01\n"));
        var checks = new LossChecks(ended.World);
        ended.World.Earlier.Begin(ended.Roster);
        ended.World.Earlier.Begin(new SmallWorld("guide", SaysNothing).Roster);

        Assert.Null(Breaks.By(() => checks.Leaves(Sent(ended, Taking("Billing")))));
        Assert.Equal(Rules.LostWithoutReason, Breaks.By(() => checks.Leaves(Sent(ended, Taking("Sales")))));
    }

    [Fact]
    public void Whoever_takes_a_run_back_and_whoever_takes_nothing_needs_no_reason_and_every_loss_counts()
    {
        var small = new SmallWorld("guide", SaysNothing);
        var checks = new LossChecks(small.World);
        small.World.Earlier.Begin(small.Roster);

        checks.Leaves(Sent(small, Taking("Billing") with { Cause = OperationCause.Undone }));
        checks.Leaves(Sent(small, new Operation.RateSkill(new SkillId("s-Billing"), new Level(3), new Level(1), IsGate: false, OperationCause.Stated)));
        Assert.False(small.World.Checks.ByRule.ContainsKey(Rules.LostWithoutReason));
        Assert.Equal(Rules.LostWithoutReason, Breaks.By(() => checks.Leaves(Sent(small, Taking("Billing")))));
        Assert.Equal(1, small.World.Checks.ByRule[Rules.LostWithoutReason]);
    }

    private static Operation.RevokeSkill Taking(string skill, bool isGate = false) =>
        new Operation.RevokeSkill(new SkillId(Story.SkillId(skill)), new Level(3), isGate, OperationCause.NoLongerStated);

    private static void AssertSkill(bool hasReason, SmallWorld small, string skill = "Billing") => AssertLoss(hasReason, small, Taking(skill));

    private static void AssertGate(bool hasReason, SmallWorld small) => AssertLoss(hasReason, small, Taking("Gate", isGate: true));

    private static void AssertCertification(bool hasReason, SmallWorld small) => AssertLoss(
        hasReason, small, new Operation.EndCertification(new CertificationId(small.World.Story.CertificationId(new CertificationName("PCI"))), HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.NoLongerStated));

    private static void AssertLoss(bool hasReason, SmallWorld small, Operation operation)
    {
        var checks = new LossChecks(small.World);
        small.World.Earlier.Begin(small.Roster);

        Assert.Equal(hasReason ? null : Rules.LostWithoutReason, Breaks.By(() => checks.Leaves(Sent(small, operation))));
    }

    private static SentRequest Sent(SmallWorld small, Operation operation)
    {
        var user = new UserId(small.User.Id);
        var request = new TargetRequest(RequestVerb.Patch, $"/api/v2/users/{user}", default, "PATCH /api/v2/users/{id}", user) { Carries = [operation] };
        return new SentRequest(request, Run, new Life("process"), "t1", small.World.Clock.Elapsed);
    }
}
