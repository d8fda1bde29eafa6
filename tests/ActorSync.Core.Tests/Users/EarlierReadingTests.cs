using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>What an interrupted process of a run had read is used again where it is new enough and nobody has changed the user since.</summary>
public sealed class EarlierReadingTests
{
    private static readonly Instant Since = Now - Duration.FromMinutes(10);
    private static readonly ObservedUser Known = User([(Billing, 3)], [Pci.Holds(Now + Days(9))]) with { Version = 4, ProfileNames = new(["PCI"]), ObservedAt = Since };
    private static readonly ObservedUser Listed = Known with { Skills = null, Certifications = null, ProfileNames = null, ObservedAt = Now, Email = "new@example.com" };

    [Fact]
    public void The_holdings_and_their_instant_are_those_of_the_reading_and_the_rest_is_as_listed() =>
        Assert.Equal(Known with { Email = "new@example.com" }, EarlierReading.Of(Listed, Known, Since));

    [Fact]
    public void A_reading_from_before_is_not_used() => Assert.Null(EarlierReading.Of(Listed, Known, Since + Duration.Epsilon));

    [Fact]
    public void A_user_who_was_never_read_or_not_whole_has_to_be_read()
    {
        Assert.Null(EarlierReading.Of(Listed, null, Since));
        Assert.Null(EarlierReading.Of(Listed, Known with { Certifications = null }, Since));
    }

    [Fact]
    public void A_user_with_another_version_has_been_changed_since() => Assert.Null(EarlierReading.Of(Listed with { Version = 5 }, Known, Since));

    [Fact]
    public void Where_the_listing_has_no_version_that_of_the_reading_stands()
    {
        Assert.Equal(4, EarlierReading.Of(Listed with { Version = null }, Known, Since)!.Version);
        Assert.Null(EarlierReading.Of(Listed with { Version = null }, Known with { Version = null }, Since)!.Version);
    }

    [Fact]
    public void What_the_listing_shows_itself_is_newer_and_the_whole_is_as_old_as_its_oldest_part()
    {
        var skills = User([(Chat, 1)]).Skills;
        var certifications = User(certifications: [Gdpr.Holds(Now + Days(1))]).Certifications;

        Assert.Equal(Known with { Skills = skills, Email = Listed.Email }, EarlierReading.Of(Listed with { Skills = skills }, Known, Since));
        Assert.Equal(
            Known with { Certifications = certifications, ProfileNames = new(["GDPR"]), Email = Listed.Email },
            EarlierReading.Of(Listed with { Certifications = certifications, ProfileNames = new(["GDPR"]) }, Known, Since));
        Assert.Equal(Now - Duration.FromMinutes(11), EarlierReading.Of(Listed with { Skills = skills, ObservedAt = Now - Duration.FromMinutes(11) }, Known, Since)!.ObservedAt);
    }
}
