using ActorSync.Core.Policies;
using ActorSync.Core.Users;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Target;
using NodaTime;

namespace ActorSync.Simulation.Tests.Invariants;

/// <summary>Each wrong end is seen, and what is right, or nobody can know, is not taken for one.</summary>
public sealed class HoldingChecksTests
{
    private const string Holds = "active,,PCI|2026-01-15|2027-06-01|";
    private const string Over = "active,,PCI|2025-01-15|2026-01-15|";
    private const string Lapses = "active,,PCI|2026-01-15|2027-06-01|lapse";
    private const string SaysNone = "active,{empty},{empty}";
    private const string SaysNothing = "active,,";
    private const string Gone = "terminated,,";

    private static readonly Instant Ended = Instant.FromUtc(2026, 3, 1, 0, 0);
    private static readonly Instant Running = Instant.FromUtc(2027, 6, 1, 0, 0);
    private static readonly SyncPolicies RemoveNever = new(Removal: RemovalPolicy.Never);

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_stated_skill_is_held_at_its_level(int level, bool isRight) =>
        AssertStated(isRight, new SmallWorld("guide", "active,Billing:3,").With("Billing", level));

    [Fact]
    public void A_stated_skill_that_is_not_held_is_seen() => AssertStated(isRight: false, new SmallWorld("guide", "active,Billing:3,"));

    [Fact]
    public void A_skill_of_which_a_zero_is_stated_is_not_held_unless_nothing_is_ever_removed()
    {
        AssertStated(isRight: false, new SmallWorld("guide", "active,Billing:0,").With("Billing", 2, ValueOwner.Hand));
        AssertStated(isRight: true, new SmallWorld("guide", "active,Billing:0,"));
        AssertStated(isRight: true, new SmallWorld("guide", "active,Billing:0,", RemoveNever).With("Billing", 2, ValueOwner.Hand));
    }

    [Fact]
    public void A_certification_that_holds_is_held_until_its_end_and_neither_longer_nor_much_shorter()
    {
        AssertStated(isRight: false, new SmallWorld("guide", Holds));
        AssertStated(isRight: true, new SmallWorld("guide", Holds).WithCertification(Running));
        AssertStated(isRight: false, new SmallWorld("guide", Holds).WithCertification(Running + Duration.FromDays(2)));
        AssertStated(isRight: false, new SmallWorld("guide", Holds).WithCertification(Running - Duration.FromDays(3)));
    }

    [Fact]
    public void A_certification_that_a_file_has_once_extended_from_the_same_date_may_be_held_longer()
    {
        var extended = new SmallWorld("guide", Holds).WithCertification(Running + Duration.FromDays(400));
        AssertStated(isRight: false, extended);
        extended.World.Earlier.Begin(new SmallWorld("guide", Holds + "extend:400").Roster);

        AssertStated(isRight: true, extended);
    }

    [Fact]
    public void A_certification_that_holds_has_its_gate_at_its_level()
    {
        AssertStated(isRight: true, new SmallWorld("genesys", Holds).WithCertification().With("Gate", 1));
        AssertStated(isRight: false, new SmallWorld("genesys", Holds).WithCertification());
        AssertStated(isRight: false, new SmallWorld("genesys", Holds).WithCertification().With("Gate", 2));
    }

    [Theory]
    [InlineData(Over)]
    [InlineData(Lapses)]
    public void A_certification_that_is_over_or_to_lapse_is_not_held_whoever_gave_it(string row)
    {
        AssertStated(isRight: false, new SmallWorld("guide", row, RemoveNever).WithCertification(Running, ValueOwner.Hand));
        AssertStated(isRight: true, new SmallWorld("guide", row, RemoveNever).WithCertification(Ended));
        AssertStated(isRight: false, new SmallWorld("genesys", row, RemoveNever).WithCertification(owner: ValueOwner.Hand));
        AssertStated(isRight: false, new SmallWorld("genesys", row, RemoveNever).With("Gate", 1));
        AssertStated(isRight: true, new SmallWorld("genesys", row, RemoveNever));
    }

    [Theory]
    [InlineData(SaysNone, false)]
    [InlineData(Gone, false)]
    [InlineData(SaysNothing, true)]
    [InlineData("inactive,{empty},{empty}", true)]
    public void What_ActorSync_gave_is_gone_where_nobody_states_it_or_the_person_has_left(string row, bool isRight)
    {
        AssertUnstated(isRight, new SmallWorld("guide", row).With("Billing", 3));
        AssertUnstated(isRight, new SmallWorld("guide", row).WithCertification(Running));
        AssertUnstated(isRight, new SmallWorld("genesys", row).WithCertification());
        AssertUnstated(isRight, new SmallWorld("genesys", row).With("Gate", 1));
    }

    [Theory]
    [InlineData(SaysNone)]
    [InlineData(Gone)]
    public void What_a_person_gave_or_has_ended_or_nobody_can_know_or_may_take_stays(string row)
    {
        AssertUnstated(isRight: true, new SmallWorld("guide", row).With("Billing", 3, ValueOwner.Hand).WithCertification(Running, ValueOwner.Both));
        AssertUnstated(isRight: true, new SmallWorld("guide", row).WithCertification(Ended));
        AssertUnstated(isRight: true, new SmallWorld("guide", row, RemoveNever).With("Billing", 3));

        var doubtful = new SmallWorld("guide", row).With("Billing", 3);
        doubtful.World.Watch.Doubtful.Add(new UserId(doubtful.User.Id));
        AssertUnstated(isRight: true, doubtful);
        var edited = new SmallWorld("guide", row).With("Billing", 3);
        edited.World.Watch.EditedByHand.Add(edited.User.Id);
        AssertUnstated(isRight: true, edited);
    }

    [Theory]
    [InlineData(SourceMode.Full, LeaverPolicy.Remove, false)]
    [InlineData(SourceMode.Full, LeaverPolicy.Keep, true)]
    [InlineData(SourceMode.Partial, LeaverPolicy.Remove, true)]
    public void Whoever_a_full_file_no_longer_has_loses_what_ActorSync_gave_where_that_is_the_policy(SourceMode mode, LeaverPolicy absent, bool isRight) =>
        AssertUnstated(isRight, new SmallWorld("guide", row: null, new SyncPolicies(Absent: absent), mode).With("Billing", 3));

    [Fact]
    public void Whoever_has_left_may_keep_everything_where_that_is_the_policy() =>
        AssertUnstated(isRight: true, new SmallWorld("guide", Gone, new SyncPolicies(Terminated: LeaverPolicy.Keep)).With("Billing", 3));

    [Fact]
    public void What_was_rejected_of_a_statement_is_spoken_of_and_left_as_it_is()
    {
        AssertUnstated(isRight: true, new SmallWorld("guide", "active,Billing:nine,").With("Billing", 3));
        AssertUnstated(isRight: false, new SmallWorld("guide", "active,Billing:nine,").With("Sales", 3));

        const string Rejected = "skills.csv";
        AssertStated(isRight: true, new SmallWorld("guide", "active,Billing:nine,", sheet: (Rejected, "employee_id,skill,level\nE1,Billing,4\n")).With("Billing", 2));
    }

    [Fact]
    public void Where_a_name_of_the_list_is_unknown_nothing_of_it_has_to_go() =>
        AssertUnstated(isRight: true, new SmallWorld("guide", "active,Biling:3,").With("Sales", 3));

    [Fact]
    public void Under_managed_what_is_managed_goes_whoever_gave_it()
    {
        var managed = new SyncPolicies(Removal: RemovalPolicy.Managed);

        AssertUnstated(isRight: false, new SmallWorld("guide", SaysNone, managed).With("Billing", 3, ValueOwner.Hand));
        AssertUnstated(isRight: true, new SmallWorld("guide", SaysNone, managed).With("Night", 3, ValueOwner.Hand));
        AssertUnstated(isRight: false, new SmallWorld("guide", SaysNone, managed).WithCertification(Running, ValueOwner.Hand));
    }

    [Fact]
    public void A_wrong_date_is_seen_though_a_person_gave_it() =>
        AssertStated(isRight: false, new SmallWorld("guide", Holds).WithCertification(Ended, ValueOwner.Hand));

    [Theory]
    [InlineData("Billing,3,2026-03-11,")] // It begins tomorrow.
    [InlineData("Billing,3,,2026-03-10")] // Its last day is today.
    public void Near_its_beginning_or_end_a_value_may_be_there_or_not(string row)
    {
        var sheet = ("skills.csv", $"employee_id,skill,level,effective_date,end_date\nE1,{row}\n");

        AssertStated(isRight: true, new SmallWorld("guide", SaysNothing, sheet: sheet));
        AssertStated(isRight: true, new SmallWorld("guide", SaysNothing, sheet: sheet).With("Billing", 3));
    }

    [Fact]
    public void Every_look_counts()
    {
        var small = new SmallWorld("guide", "active,Billing:3,").With("Billing", 3).With("Sales", 2, ValueOwner.Hand);
        var checks = new HoldingChecks(small.World);

        checks.CheckStated(small.Standing, small.User);
        checks.CheckUnstated(small.Standing, small.User);

        Assert.Equal(2, small.World.Checks.ByRule[Rules.WrongEnd]);
    }

    private static void AssertStated(bool isRight, SmallWorld small) =>
        AssertEnd(isRight, () => new HoldingChecks(small.World).CheckStated(small.Standing, small.User));

    private static void AssertUnstated(bool isRight, SmallWorld small) =>
        AssertEnd(isRight, () => new HoldingChecks(small.World).CheckUnstated(small.Standing, small.User));

    private static void AssertEnd(bool isRight, Action check) =>
        Assert.Equal(isRight ? null : Rules.WrongEnd, Breaks.By(check));
}
