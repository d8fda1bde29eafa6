using ActorSync.Core.Pacing;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

public sealed class OperationUrgencyTests
{
    private static readonly SkillId Skill = new("s");
    private static readonly CertificationId Certification = new("c");
    private static readonly HeldCertification Until = new(null, Given.Now);

    private static readonly Operation Grant = new Operation.GrantSkill(Skill, new Level(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Rate = new Operation.RateSkill(Skill, new Level(3), new Level(2), IsGate: false, OperationCause.Stated);
    private static readonly Operation Revoke = new Operation.RevokeSkill(Skill, new Level(3), IsGate: false, OperationCause.Zero);
    private static readonly Operation RevokeGate = new Operation.RevokeSkill(Skill, new Level(3), IsGate: true, OperationCause.Expired);
    private static readonly Operation Certify = new Operation.SetCertification(Certification, null, Until, OperationCause.Stated);
    private static readonly Operation Renew = new Operation.SetCertification(Certification, Until, Until, OperationCause.Renewed);

    [Theory]
    [InlineData(OperationCause.Expired)]
    [InlineData(OperationCause.Lapsed)]
    [InlineData(OperationCause.Terminated)]
    [InlineData(OperationCause.NoLongerStated)]
    public void A_certification_that_ends_is_the_most_urgent_whatever_ends_it(OperationCause cause) =>
        Assert.Equal(Urgency.Ending, OperationUrgency.Of(new Operation.EndCertification(Certification, Until, Until, cause)));

    [Fact]
    public void Taking_a_gating_skill_away_is_an_ending() => Assert.Equal(Urgency.Ending, OperationUrgency.Of(RevokeGate));

    [Fact]
    public void Removals_go_before_changes_and_those_before_additions() => Assert.Equal(
        [Urgency.Removal, Urgency.LevelChange, Urgency.LevelChange, Urgency.Addition, Urgency.Addition],
        new[] { Revoke, Rate, Renew, Certify, Grant }.Select(OperationUrgency.Of));

    [Fact]
    public void Several_operations_are_as_urgent_as_the_most_urgent_one()
    {
        Assert.Equal(Urgency.Removal, OperationUrgency.Of([Grant, Revoke, Rate]));
        Assert.Equal(Urgency.LevelChange, OperationUrgency.Of([Grant, Rate]));
        Assert.Equal(Urgency.Ending, OperationUrgency.Of([Grant, RevokeGate]));
        Assert.Equal(Urgency.Addition, OperationUrgency.Of([Grant]));
    }
}
