using System.Collections.Immutable;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

/// <summary>What becomes of a user of whom the next write needs to know more, whose value has moved, or who is gone in the middle.</summary>
public sealed class UserSyncWriteNeedsTests : UserSyncTest
{
    private static readonly ImmutableArray<Operation> GivePci = [new Operation.SetCertification(new("PCI"), null, HeldCertification.NameOnly, OperationCause.Stated)];
    private static readonly ObservedUser WithoutVersion = Target().User with { Version = null };

    [Fact]
    public void A_user_whose_version_a_write_needs_is_read_twice_for_it_and_then_given_up()
    {
        var sync = Genesys();

        var first = Assert.IsType<UserStep.Send>(sync.Begin(Now));
        var second = Assert.IsType<UserStep.Send>(sync.Answered(Shown("""{"id": "u1", "state": "active", "skills": [], "certifications": []}"""), Now));
        var end = Assert.IsType<UserStep.Record>(sync.Answered(Shown("""{"id": "u1", "state": "active", "skills": [], "certifications": []}"""), Now));

        Assert.Equal((false, false), (first.Request.IsWrite, second.Request.IsWrite));
        Assert.Equal(new JournalEntry.Finished(new("u1"), Run, UserResult.Failed), Assert.Single(end.Entries));
        Assert.Equal([UserProblem.NotShownForWrite], Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result.Problems);
    }

    [Fact]
    public void Once_a_read_shows_the_version_the_write_is_made_with_it()
    {
        var sync = Genesys();
        sync.Begin(Now);
        sync.Answered(Shown("""{"id": "u1", "state": "active", "skills": [], "certifications": []}"""), Now);

        var intent = Assert.IsType<UserStep.Record>(sync.Answered(Shown("""{"id": "u1", "state": "active", "version": 7, "skills": [], "certifications": []}"""), Now));

        Assert.Equal(GivePci, Assert.IsType<JournalEntry.Intended>(Assert.Single(intent.Entries)).Operations);
        Assert.Equal("""{"version":7,"certifications":["PCI"]}""", Encoding.UTF8.GetString(Assert.IsType<UserStep.Send>(sync.Durable(Now)).Request.Body.Span));
    }

    [Fact]
    public void An_operation_whose_value_has_moved_is_left_and_told_where_only_what_was_planned_is_done()
    {
        var target = Target((Billing, 2));
        ImmutableArray<Operation> planned = [new Operation.RateSkill(Billing, new(2), new(3), IsGate: false, OperationCause.Stated)];
        var sync = new UserSync(target, Terms with { SkipsMoved = true }, target.User, new UserTask(planned, new(0, 1)));
        sync.Begin(Now);
        sync.Durable(Now);
        target.User = target.User with { Skills = target.User.Skills!.With(Billing, new(5)), Version = 2 };
        sync.Answered(new TargetOutcome.Answered(409, default, Now), Now);
        sync.Waited();

        Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        Assert.Equal((UserResult.Failed, 0L), (result.Result, result.Applied.Total));
        Assert.Equal([UserProblem.Moved(new Operation.RateSkill(Billing, new(5), new(3), IsGate: false, OperationCause.Stated))], result.Problems);
    }

    [Fact]
    public void The_same_is_done_by_what_is_shown_where_the_source_is_at_hand()
    {
        var target = Target((Billing, 2));
        ImmutableArray<Operation> decided = [new Operation.RateSkill(Billing, new(2), new(3), IsGate: false, OperationCause.Stated)];
        var sync = new UserSync(target, Terms, target.User, new UserTask(decided, new(0, 1)));
        sync.Begin(Now);
        sync.Durable(Now);
        target.User = target.User with { Skills = target.User.Skills!.With(Billing, new(5)), Version = 2 };
        sync.Answered(new TargetOutcome.Answered(409, default, Now), Now);
        sync.Waited();
        Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        var intent = Assert.IsType<UserStep.Record>(sync.Durable(Now));

        Assert.Equal([new Operation.RateSkill(Billing, new(5), new(3), IsGate: false, OperationCause.Stated)], Assert.IsType<JournalEntry.Intended>(Assert.Single(intent.Entries)).Operations);
    }

    [Fact]
    public void A_removal_that_was_answered_as_if_there_were_nothing_is_in_doubt_where_the_user_cannot_be_read_after_it()
    {
        var target = Target((Spanish, 4));
        var sync = Sync(target, TakeSpanish);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.Answered(404, default, Now), Now);
        sync.Waited();

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.InDoubt("no answer"), Now));
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        var doubted = Assert.Single(settled.Entries.OfType<JournalEntry.Doubted>()).Doubt;
        Assert.Equal((DoubtResult.Unsettled, "not there"), (doubted.Result, doubted.Reason));
        Assert.Contains("Whether the write was applied is not known", Assert.Single(result.Problems).Message, StringComparison.Ordinal);
    }

    private static UserSync Genesys() => new(new GenesysDialect(), Terms, WithoutVersion, new UserTask(GivePci, new(0, 1)));

    private static TargetOutcome.Answered Shown(string body) => new(200, Encoding.UTF8.GetBytes(body), Now);
}
