using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Which row an operation comes from, so that people can be told who put a value there.</summary>
public class OperationOriginTests
{
    private static readonly RowRef Own = new(0, 5);
    private static readonly RowRef Sheet = new(1, 7);

    [Fact]
    public void What_a_row_states_comes_from_that_row()
    {
        var person = Person(Skills(
            Billing.At(3) with { Row = Sheet },
            Chat.At(4) with { Row = Sheet with { Line = 8 } },
            Spanish.At(0) with { Row = Sheet with { Line = 9 } }));

        var decision = AgentPlanner.Decide(person, User([(Chat, 1), (Spanish, 2)]), AgentLedger.Empty, Context(TargetKind.Dated), Now);

        Assert.Equal(
            [("giving skill skill-Billing at 3", Sheet), ("rating skill skill-Chat 1 → 4", Sheet with { Line = 8 }), ("removing skill skill-Spanish, held at 2", Sheet with { Line = 9 })],
            decision.Operations.Select(operation => (operation.ToString(), operation.Origin!.Value)));
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void A_certification_and_its_gate_come_from_the_certification_s_row(TargetKind kind)
    {
        var person = Person(certifications: Certified(Pci.Until(Now + Days(90)) with { Row = Sheet }, Gdpr.Until(Now - Days(3)) with { Row = Own }));
        var held = kind is TargetKind.Dated ? Gdpr.Holds(Now + Days(2)) : Gdpr.Named();

        var decision = AgentPlanner.Decide(person, User(certifications: [held]), AgentLedger.Empty, Context(kind), Now);

        Assert.Equal(kind is TargetKind.Dated ? 2 : 3, decision.Operations.Length);
        Assert.All(decision.Operations, operation => Assert.Equal(operation is Operation.EndCertification ? Own : Sheet, operation.Origin));
    }

    [Theory]
    [InlineData(EmploymentStatus.Active)]
    [InlineData(EmploymentStatus.Terminated)]
    public void What_is_taken_away_as_no_longer_stated_comes_from_the_person_s_row(EmploymentStatus status)
    {
        var person = Person(Skills(), Certified(), status) with { First = new RowRef(0, 2), OwnRow = new RowRef(1, 3) };

        var decision = AgentPlanner.Decide(
            person, User([(Billing, 3)], [Gdpr.Named()]), AgentLedger.Empty, Context(TargetKind.Named, Removing(RemovalPolicy.Managed)), Now);

        Assert.Equal(2, decision.Operations.Length);
        Assert.All(decision.Operations, operation => Assert.Equal(new RowRef(1, 3), operation.Origin));
    }

    [Fact]
    public void What_no_row_states_comes_from_none()
    {
        var context = Context(TargetKind.Named, new SyncPolicies(RemovalPolicy.Managed, Absent: LeaverPolicy.Remove));
        var user = User([(Billing, 3), (PciGate, 5)], [Pci.Named()]);
        var due = AgentLedger.Empty.Scheduling(Chat, 2, Now - Days(1)).Dating(Pci, Now - Days(1));

        var absent = AgentPlanner.Decide(null, user, AgentLedger.Empty, context, Now);
        var remembered = AgentPlanner.Decide(Person(), user, due, context, Now);

        Assert.Equal([OperationCause.Absent], absent.Operations.Select(operation => operation.Cause).Distinct());
        Assert.Equal([OperationCause.Expired, OperationCause.Scheduled], remembered.Operations.Select(operation => operation.Cause).Distinct());
        Assert.All(absent.Operations.AddRange(remembered.Operations), operation => Assert.Null(operation.Origin));
    }

    [Fact]
    public void A_skill_whose_scheduled_end_has_passed_while_the_file_is_silent_goes_by_no_row()
    {
        var ended = AgentLedger.Empty.Scheduling(Billing, 3, null, Now - Days(1)).Owning(Billing, 3);

        Assert.Null(Assert.Single(AgentPlanner.Decide(Person(), User([(Billing, 3)]), ended, Context(TargetKind.Dated), Now).Operations).Origin);
    }

    [Fact]
    public void A_second_decision_keeps_the_row()
    {
        Operation rate = new Operation.RateSkill(Id(Billing), new(1), new(3), IsGate: false, OperationCause.Stated) { Origin = Sheet };
        Operation revoke = new Operation.RevokeSkill(Id(Chat), new(1), IsGate: false, OperationCause.Zero) { Origin = Sheet };
        Operation set = new Operation.SetCertification(Id(Pci), null, new(null, Now + Days(9)), OperationCause.Stated) { Origin = Sheet };
        var moved = User([(Chat, 2)], [Pci.Holds(Now + Days(1))]);

        var again = Redecision.Lessen([rate, revoke, set], moved, Now, removalsRestOnOwnership: false).Remaining;

        Assert.Equal(3, again.Length);
        Assert.All(again, operation => Assert.Equal(Sheet, operation.Origin));
        Assert.IsType<Operation.GrantSkill>(again.Single(operation => operation is not Operation.SetCertification and not Operation.RevokeSkill));
    }

    [Fact]
    public void Operations_that_differ_in_their_rows_alone_are_the_same()
    {
        Operation known = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated) { Origin = Sheet };
        Operation readBack = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated);

        Assert.Equal(known, readBack);
        Assert.Equal(known.GetHashCode(), readBack.GetHashCode());
        Assert.NotEqual(known, new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Scheduled) { Origin = Sheet });
        Assert.NotEqual(known, new Operation.RateSkill(Id(Billing), new(3), new(3), IsGate: false, OperationCause.Stated) { Origin = Sheet });
    }
}
