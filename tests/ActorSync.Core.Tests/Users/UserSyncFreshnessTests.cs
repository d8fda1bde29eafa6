using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

public sealed class UserSyncFreshnessTests : UserSyncTest
{
    [Fact]
    public void A_removal_that_rests_on_an_old_observation_is_read_again_first()
    {
        var target = Target((Spanish, 4));
        var old = target.User with { ObservedAt = Now - Freshness.Limit - Duration.FromSeconds(1) };
        var sync = new UserSync(target, Terms, old, new UserTask(TakeSpanish, new(0, 1)));

        Assert.False(Assert.IsType<UserStep.Send>(sync.Begin(Now)).Request.IsWrite);
    }

    [Fact]
    public void A_removal_whose_turn_comes_too_late_is_not_sent_but_read_again()
    {
        var target = Target((Spanish, 4));
        var sync = Sync(target, TakeSpanish);
        sync.Begin(Now);
        var send = Assert.IsType<UserStep.Send>(sync.Durable(Now));

        var read = Assert.IsType<UserStep.Send>(sync.Answered(TargetOutcome.TooLate.Instance, Now));
        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(Now + Freshness.Limit, send.Request.GoodUntil);
        Assert.False(read.Request.IsWrite);
        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(Assert.Single(settled.Entries)).Result);
    }

    [Fact]
    public void A_grant_has_no_latest_instant()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);

        Assert.Null(Assert.IsType<UserStep.Send>(sync.Durable(Now)).Request.GoodUntil);
    }

    [Fact]
    public void What_is_given_until_a_certification_ends_is_sent_no_later_and_no_longer_sent_once_it_has_ended()
    {
        var until = Now + Duration.FromHours(2);
        ImmutableArray<Operation> gate = [new Operation.GrantSkill(Billing, new Level(5), IsGate: true, OperationCause.Stated) { Until = until }];
        var target = Target((Spanish, 4));
        var sync = Sync(target, [.. gate, .. TakeSpanish]);
        sync.Begin(Now);

        var send = Assert.IsType<UserStep.Send>(sync.Durable(Now));
        sync.Answered(TargetOutcome.TooLate.Instance, until);
        Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.Answered(200, default, until), until));
        sync.Durable(until);

        Assert.Equal(Now + Freshness.Limit, send.Request.GoodUntil); // Of both, what comes first.
        Assert.Equal(TakeSpanish, Assert.IsType<UserStep.Send>(sync.Durable(until)).Request.Carries);
        Assert.Equal(until, Freshness.GoodUntil(gate, Now - Duration.FromHours(9)));
    }

    [Fact]
    public void What_has_ended_when_its_turn_comes_hours_after_the_decision_is_not_even_intended()
    {
        var target = Target();
        var sync = Sync(target, [new Operation.GrantSkill(new SkillId("pci-gate"), new Level(5), IsGate: true, OperationCause.Stated) { Until = Now }, .. GiveBilling]);

        var intended = Assert.IsType<JournalEntry.Intended>(Assert.Single(Assert.IsType<UserStep.Record>(sync.Begin(Now)).Entries));

        Assert.Equal(GiveBilling, intended.Operations);
        sync.Durable(Now);
        sync.Answered(Ok, Now);
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;
        Assert.Equal(((UserResult?)UserResult.Failed, "certification-ended"), (result.Result, Assert.Single(result.Problems).Rule));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_write_in_doubt_that_was_not_applied_is_not_sent_again_once_what_it_gives_has_ended(bool wasApplied)
    {
        var until = Now + Duration.FromHours(2);
        var target = Target();
        var sync = Sync(target, [new Operation.GrantSkill(Billing, new Level(5), IsGate: true, OperationCause.Stated) { Until = until }]);
        sync.Begin(Now);
        var send = Assert.IsType<UserStep.Send>(sync.Durable(Now));
        if (wasApplied)
        {
            target.Apply(send.Request, Now);
        }

        sync.Answered(new TargetOutcome.InDoubt("reset"), until);
        for (var look = wasApplied ? ReadBack.Waits.Length : 0; look < ReadBack.Waits.Length; look++)
        {
            Assert.IsType<UserStep.Wait>(sync.Answered(Ok, until));
            sync.Waited();
        }

        sync.Answered(Ok, until);
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(until)).Result;

        Assert.Equal(wasApplied ? [] : ["certification-ended"], result.Problems.Select(problem => problem.Rule));
        Assert.Equal((UserResult?)(wasApplied ? UserResult.Changed : UserResult.Failed), result.Result);
    }

    [Fact]
    public void A_grant_does_not_mind_an_old_observation()
    {
        var target = Target();
        var old = target.User with { ObservedAt = Now - Duration.FromHours(5) };

        Assert.IsType<UserStep.Record>(new UserSync(target, Terms, old, new UserTask(GiveBilling, new(0, 1))).Begin(Now));
    }
}
