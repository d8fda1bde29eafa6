using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>What the journal keeps of an observation.</summary>
public sealed class SightingsTests
{
    private static readonly Instant Expiry = Now + Days(90);
    private static readonly ObservedUser Known = User([(Billing, 3), (Chat, 2)], [Pci.Holds(Expiry)]);

    [Theory]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void One_that_only_confirms_what_is_known_is_kept_again_after_an_hour(int minutes, bool isKept) =>
        Assert.Equal(isKept, Sightings.AreWorthKeeping(Known, Known with { ObservedAt = Now + Duration.FromMinutes(minutes) }));

    [Fact]
    public void One_that_differs_is_kept() => Assert.True(Sightings.AreWorthKeeping(Known, Known with { Version = 2, ObservedAt = Now + Duration.FromMinutes(1) }));

    [Fact]
    public void What_somebody_else_has_changed_is_kept_before_it()
    {
        var seen = Known with { Skills = User([(Billing, 4)]).Skills, ObservedAt = Now + Days(1) };

        Assert.Equal(
            [
                new JournalEntry.Edited(Known.Id, [new(ValueKind.Skill, Id(Billing).Value, "3", "4"), new(ValueKind.Skill, Id(Chat).Value, "2", null)], Now + Days(1)),
                new JournalEntry.Seen(seen),
            ],
            Sightings.Of(Known, seen, []));
    }

    [Fact]
    public void Nothing_was_changed_where_it_shows_the_same_or_where_something_was_never_read()
    {
        Assert.Equal([new JournalEntry.Seen(Known)], Sightings.Of(Known, Known, []));
        Assert.Equal([new JournalEntry.Seen(Known)], Sightings.Of(null, Known, []));
        Assert.Equal([new JournalEntry.Seen(Known)], Sightings.Of(User() with { Certifications = null }, Known, []));
        Assert.Single(Sightings.Of(User(), Known with { Certifications = null }, []));
    }

    [Fact]
    public void What_ActorSync_has_perhaps_written_itself_is_nobody_else_s_edit()
    {
        Operation[] own =
        [
            new Operation.GrantSkill(Id(Spanish), new(1), IsGate: false, OperationCause.Stated),
            new Operation.RateSkill(Id(Billing), new(3), new(4), IsGate: false, OperationCause.Stated),
            new Operation.RevokeSkill(Id(Chat), new(2), IsGate: false, OperationCause.Zero),
            new Operation.SetCertification(Id(Gdpr), null, new(null, Expiry), OperationCause.Stated),
            new Operation.EndCertification(Id(Pci), new(null, Expiry), new(null, Now), OperationCause.Lapsed),
        ];
        var seen = User([(Billing, 4), (Spanish, 1)], [Gdpr.Holds(Expiry), Pci.Holds(Now)]);

        Assert.Equal([new JournalEntry.Seen(seen)], Sightings.Of(Known, seen, own));
    }

    [Fact]
    public void What_it_shows_otherwise_than_ActorSync_would_have_written_is_somebody_s_edit()
    {
        Operation[] own =
        [
            new Operation.GrantSkill(Id(Spanish), new(1), IsGate: false, OperationCause.Stated),
            new Operation.RateSkill(Id(Billing), new(3), new(4), IsGate: false, OperationCause.Stated),
            new Operation.RevokeSkill(Id(Chat), new(2), IsGate: false, OperationCause.Zero),
        ];
        var seen = Known with { Skills = User([(Billing, 5), (Chat, 2), (Spanish, 2)]).Skills };

        var edited = Assert.IsType<JournalEntry.Edited>(Sightings.Of(Known, seen, own).First());

        Assert.Equal([new(ValueKind.Skill, Id(Billing).Value, "3", "5"), new(ValueKind.Skill, Id(Spanish).Value, null, "2")], edited.Edits);
    }
}
