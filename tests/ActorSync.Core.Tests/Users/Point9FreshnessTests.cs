using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 9 of "What a run does to a person": nothing is taken away on the strength of an old observation.</summary>
public class Point9FreshnessTests
{
    private static readonly Operation Grant = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Raise = new Operation.RateSkill(Id(Billing), new(3), new(4), IsGate: false, OperationCause.Stated);
    private static readonly Operation Lower = new Operation.RateSkill(Id(Billing), new(3), new(2), IsGate: false, OperationCause.Stated);
    private static readonly Operation Revoke = new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.Zero);

    [Fact]
    public void Only_a_removal_or_a_lower_rating_needs_a_new_reading()
    {
        var old = Now - Duration.FromMinutes(31);

        Assert.False(Freshness.NeedsReading([Grant, Raise], old, Now));
        Assert.True(Freshness.NeedsReading([Grant, Lower], old, Now));
        Assert.True(Freshness.NeedsReading([Revoke], old, Now));
    }

    [Fact]
    public void Thirty_minutes_are_young_enough()
    {
        Assert.False(Freshness.NeedsReading([Revoke], Now - Duration.FromMinutes(30), Now));
        Assert.True(Freshness.NeedsReading([Revoke], Now - Duration.FromMinutes(30) - Duration.Epsilon, Now));
    }
}
