using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

/// <summary>How urgent the requests of one user are.</summary>
public sealed class RequestUrgencyTests
{
    private static readonly SyncTerms Terms = new(new RunId("20260301T120000000Z"), Given.Hris, false, true, false);
    private static readonly Operation Grant = new Operation.GrantSkill(new("billing"), new Level(3), false, OperationCause.Stated);
    private static readonly Operation Revoke = new Operation.RevokeSkill(Given.Id(Given.Spanish), new Level(4), false, OperationCause.Zero);

    [Fact]
    public void A_write_is_as_urgent_as_the_most_urgent_operation_that_it_carries() =>
        Assert.Equal(Urgency.Removal, FirstWrite(Sync(itemsPerWrite: 50, open: null)).Urgency);

    [Fact]
    public void A_write_is_no_more_urgent_than_what_it_carries() =>
        Assert.Equal(Urgency.Addition, FirstWrite(Sync(itemsPerWrite: 1, open: null)).Urgency);

    [Fact]
    public void A_read_that_settles_a_doubt_is_as_urgent_as_the_write_in_doubt()
    {
        var sync = Sync(itemsPerWrite: 50, open: null);
        FirstWrite(sync);

        var read = Assert.IsType<UserStep.Send>(sync.Answered(new TargetOutcome.InDoubt("reset"), Given.Now)).Request;

        Assert.False(read.IsWrite);
        Assert.Equal(Urgency.Removal, read.Urgency);
    }

    [Fact]
    public void A_read_for_an_open_write_of_an_earlier_process_is_as_urgent_as_that_write()
    {
        var sync = Sync(itemsPerWrite: 50, open: new OpenWrite(1, [Grant]));

        Assert.Equal(Urgency.Addition, Assert.IsType<UserStep.Send>(sync.Begin(Given.Now)).Request.Urgency);
    }

    [Fact]
    public void A_read_that_renews_an_observation_is_as_urgent_as_what_waits_for_it()
    {
        var sync = Sync(itemsPerWrite: 50, open: null);

        var read = Assert.IsType<UserStep.Send>(sync.Begin(Given.Now + Freshness.Limit + Duration.FromSeconds(1))).Request;

        Assert.False(read.IsWrite);
        Assert.Equal(Urgency.Removal, read.Urgency);
    }

    [Fact]
    public void Listings_and_taxonomy_are_groundwork()
    {
        foreach (var dialect in (ITargetDialect[])[new GuideDialect(), new GenesysDialect()])
        {
            Assert.Equal(Urgency.Groundwork, dialect.ListSkills(1).Urgency);
            Assert.All(dialect.UserListings, listing => Assert.Equal(Urgency.Groundwork, dialect.ListUsers(listing, 1).Urgency));
        }
    }

    private static TargetRequest FirstWrite(UserSync sync)
    {
        Assert.IsType<UserStep.Record>(sync.Begin(Given.Now));
        var write = Assert.IsType<UserStep.Send>(sync.Durable(Given.Now)).Request;
        Assert.True(write.IsWrite);
        return write;
    }

    private static UserSync Sync(int itemsPerWrite, OpenWrite? open)
    {
        var target = new ModelTarget(Given.User([(Given.Spanish, 4)])) { ItemsPerWrite = itemsPerWrite };
        return new UserSync(target, Terms, target.User, new UserTask([Grant, Revoke], new(0, 1)) { Open = open });
    }
}
