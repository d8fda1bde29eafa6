using ActorSync.Core.Dialects;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Dialects;

public class WritesLowerBoundTests
{
    private const int ItemsPerWrite = 50;

    [Fact]
    public void The_writes_of_any_decision_are_the_lower_bound_of_its_target() => Prop.ForAll(Scenarios.Any, scenario =>
    {
        var operations = scenario.Decide().Operations;
        var grants = operations.Count(operation => operation is Operation.GrantSkill or Operation.RateSkill);
        var revocations = operations.Count(operation => operation is Operation.RevokeSkill);
        var certifications = operations.Length - grants - revocations;

        ITargetDialect dialect = scenario.IsNamed ? new GenesysDialect() : new GuideDialect();
        var bound = scenario.IsNamed
            ? Chunks(grants) + revocations + Math.Min(1, certifications)
            : Chunks(grants + revocations) + Chunks(certifications);

        Assert.Equal(bound, dialect.WritesFor(operations));
    }).Check(Cases.Usual);

    private static int Chunks(int changes) => (changes + ItemsPerWrite - 1) / ItemsPerWrite;
}
