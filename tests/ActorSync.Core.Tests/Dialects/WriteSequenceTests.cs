using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>In which order one user's requests go, for whatever is decided.</summary>
public class WriteSequenceTests
{
    [Fact]
    public void Endings_are_written_before_everything_else() => ForAll(writes =>
    {
        var isEnding = writes.Select(write => OperationUrgency.Of(write.Carries) == Urgency.Ending).ToList();

        Assert.Equal(isEnding.OrderByDescending(ending => ending), isEnding);
    });

    [Fact]
    public void A_gating_skill_is_gone_before_the_name_of_its_certification() => ForAll(writes =>
    {
        var order = Carried(writes);
        var lastGate = order.FindLastIndex(operation => operation is Operation.RevokeSkill { IsGate: true });
        var firstEnding = order.FindIndex(operation => operation is Operation.EndCertification);

        Assert.True(firstEnding < 0 || lastGate < firstEnding);
    });

    [Fact]
    public void Grants_are_written_before_revocations_and_after_certifications() => ForAll(writes =>
    {
        var order = Carried(writes);
        var lastCertification = order.FindLastIndex(operation => operation is Operation.SetCertification or Operation.EndCertification);
        var firstGrant = order.FindIndex(operation => operation is Operation.GrantSkill or Operation.RateSkill);
        var lastGrant = order.FindLastIndex(operation => operation is Operation.GrantSkill or Operation.RateSkill);
        var firstRevocation = order.FindIndex(operation => operation is Operation.RevokeSkill { IsGate: false });

        Assert.True(firstGrant < 0 || lastCertification < firstGrant);
        Assert.True(firstRevocation < 0 || Math.Max(lastGrant, lastCertification) < firstRevocation);
    });

    [Fact]
    public void No_request_is_split_for_the_sake_of_rank() => Prop.ForAll(Scenarios.Any, scenario =>
    {
        var (dialect, operations) = Decide(scenario);
        var writes = Writes(dialect, scenario.User, operations);

        Assert.Equal(dialect.WritesFor(operations), writes.Count);
        Assert.Equal(OperationOrder.Sort(operations), Carried(writes));
    }).Check(Cases.Usual);

    private static void ForAll(Action<List<UserWrite>> holds) => Prop.ForAll(Scenarios.Any, scenario =>
    {
        var (dialect, operations) = Decide(scenario);
        holds(Writes(dialect, scenario.User, operations));
    }).Check(Cases.Usual);

    private static (ITargetDialect Dialect, ImmutableArray<Operation> Operations) Decide(Users.Scenario scenario) =>
        (scenario.IsNamed ? new GenesysDialect() : new GuideDialect(), scenario.Decide().Operations);

    private static List<Operation> Carried(List<UserWrite> writes) => [.. writes.SelectMany(write => write.Carries)];

    private static List<UserWrite> Writes(ITargetDialect dialect, ObservedUser user, ImmutableArray<Operation> operations)
    {
        var writes = new List<UserWrite>();
        var remaining = operations;
        while (dialect.NextWrite(user, remaining) is { } write)
        {
            writes.Add(write);
            user = write.Carries.Aggregate(user, ObservedEffects.After);
            remaining = remaining.RemoveRange(write.Carries);
        }

        Assert.Empty(remaining);
        return writes;
    }
}
