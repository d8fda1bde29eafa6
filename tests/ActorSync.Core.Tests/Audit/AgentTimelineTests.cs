using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Audit;

public sealed class AgentTimelineTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly UserId User = new("u1");
    private static readonly RunId Run = new("20260301T120000000Z");
    private static readonly SourceName Source = new("hris");
    private static readonly SkillId Billing = new("billing");
    private static readonly Operation Rate = new Operation.RateSkill(Billing, new Level(2), new Level(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Revoke = new Operation.RevokeSkill(Billing, new Level(2), IsGate: false, OperationCause.NoLongerStated);

    private readonly AgentTimeline _timeline = new();

    [Fact]
    public void A_write_that_was_intended_and_is_not_settled_is_told_as_perhaps_done_from_then_on()
    {
        _timeline.Take(Seen(2), Noon);
        _timeline.Take(new JournalEntry.Intended(User, Run, 1, [Rate]), At(1));

        Assert.Equal(("2", TimelineOrigin.Found), Held(At(0)));
        Assert.Equal(("3", TimelineOrigin.Perhaps), Held(At(1)));
        Assert.Equal(("3", TimelineOrigin.Perhaps), Held(Instant.MaxValue));
        Assert.Equal((At(1), Run), (_timeline.Changes[^1].KnownAt, _timeline.Changes[^1].Run!.Value));
        Assert.Empty(_timeline.LearntAfter(At(0)));
    }

    [Fact]
    public void A_removal_that_is_not_settled_leaves_open_whether_the_value_is_held()
    {
        _timeline.Take(Seen(2), Noon);
        _timeline.Take(new JournalEntry.Intended(User, Run, 1, [Revoke]), At(1));

        Assert.Equal((null, TimelineOrigin.Perhaps), Held(At(2)));
    }

    [Theory]
    [InlineData(WriteResult.Applied, "3", TimelineOrigin.Written)]
    [InlineData(WriteResult.NotApplied, "2", TimelineOrigin.Found)]
    public void One_that_is_settled_is_told_by_its_outcome_alone(WriteResult result, string level, TimelineOrigin origin)
    {
        _timeline.Take(Seen(2), Noon);
        _timeline.Take(new JournalEntry.Intended(User, Run, 1, [Rate]), At(1));
        _timeline.Take(new JournalEntry.Settled(User, Run, 1, result, Source, result == WriteResult.Applied ? [Rate] : [], 2, At(2)), At(2));

        Assert.Equal((level, origin), Held(At(3)));
        Assert.DoesNotContain(_timeline.Changes, change => change.Origin == TimelineOrigin.Perhaps);
    }

    [Fact]
    public void One_that_another_process_of_the_run_counts_alike_is_open_only_from_when_it_was_intended_itself()
    {
        _timeline.Take(Seen(2), Noon);
        _timeline.Take(new JournalEntry.Intended(User, Run, 1, [Rate]), At(1));
        _timeline.Take(new JournalEntry.Settled(User, Run, 1, WriteResult.Applied, Source, [Rate], 2, At(2)), At(2));
        _timeline.Take(new JournalEntry.Intended(User, Run, 1, [Revoke]), At(3));

        Assert.Equal(("3", TimelineOrigin.Written), Held(At(2)));
        Assert.Equal((At(3), TimelineOrigin.Perhaps), (_timeline.Changes[^1].KnownAt, _timeline.Changes[^1].Origin));
    }

    [Fact]
    public void What_somebody_changed_after_a_write_was_changed_no_earlier_than_that_write()
    {
        _timeline.Take(Seen(2), Noon);
        _timeline.Take(new JournalEntry.Intended(User, Run, 1, [Rate]), At(1));
        _timeline.Take(new JournalEntry.Settled(User, Run, 1, WriteResult.Applied, Source, [Rate], 2, At(2)), At(2));
        _timeline.Take(new JournalEntry.Edited(User, [new(ValueKind.Skill, Billing.Value, "3", "5"), new(ValueKind.Skill, "chat", null, "1")], At(4)), At(4));

        Assert.Equal([(Billing.Value, At(1)), ("chat", Noon)], _timeline.Changes.Where(change => change.Origin == TimelineOrigin.Elsewhere).Select(change => (change.Id, change.After!.Value)));
        Assert.DoesNotContain(_timeline.LearntAfter(Noon), change => change.Id == Billing.Value);
    }

    [Fact]
    public void One_that_was_open_where_the_journal_was_cut_off_is_open_from_there_on()
    {
        _timeline.Begin(UserRecord.New(User) with { OpenIntents = [new JournalEntry.Intended(User, Run, 1, [Rate])] }, Noon);

        Assert.Equal(("3", TimelineOrigin.Perhaps), Held(Noon));
    }

    [Fact]
    public void What_was_seen_changed_after_it_is_told_and_in_order()
    {
        _timeline.Take(Seen(2), Noon);
        _timeline.Take(new JournalEntry.Intended(User, Run, 1, [Rate]), At(1));
        _timeline.Take(Seen(5), At(2));

        Assert.Equal(("5", TimelineOrigin.Elsewhere), Held(At(3)));
        Assert.Equal(_timeline.Changes.OrderBy(change => change.KnownAt), _timeline.Changes);
    }

    private (string? Value, TimelineOrigin Origin) Held(Instant instant) =>
        Assert.Single(_timeline.KnownBy(instant)) is var held ? (held.To, held.Origin) : default;

    private static Instant At(int minutes) => Noon + Duration.FromMinutes(minutes);

    private static JournalEntry.Seen Seen(int level) => new(new ObservedUser(
        User, null, null, UserState.Active, 1, null, null,
        Holdings<SkillId, Level>.From([KeyValuePair.Create(Billing, new Level(level))]), Holdings<CertificationId, HeldCertification>.Empty, Noon));
}
