using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Tests.Invariants;

/// <summary>Each invariant can break: a watch that says nothing proves nothing.</summary>
public sealed class WatchTests
{
    private static readonly UserId User = new("user-E01");
    private static readonly RunId Run = new("20260310T090000000Z");
    private static readonly Operation Grant = new Operation.GrantSkill(new SkillId("s-Billing"), new Level(3), false, OperationCause.Stated);
    private static readonly TargetRequest Write = new(RequestVerb.Patch, "/api/v2/users/user-E01/skills", default, "PATCH /api/v2/users/{id}/skills", User) { Carries = [Grant] };
    private static readonly TargetRequest Read = new(RequestVerb.Get, "/api/v2/users/user-E01/skills", default, "GET /api/v2/users/{id}/skills", User);

    private static readonly TargetRequest List = new(RequestVerb.Get, "/api/v2/skills/s-Billing/users?pageSize=100", default, "GET /api/v2/skills/{id}/users", null);

    private static readonly RunJob Job = new(
        Run, RunKind.Run, new SourceName("hris"), Core.Policies.SourceMode.Partial, null, null, null, null, System.Collections.Immutable.ImmutableSortedDictionary<Core.Roster.SheetKind, long>.Empty, RequestCounts.None, 0, SimulatedClock.Beginning);

    private readonly World _world = new(Story.Invent(new StorySettings(1)), keepsLines: false);
    private readonly Life _process = new("process");

    private Watch Watch => _world.Watch;

    [Fact]
    public void A_write_without_a_durable_intent_is_seen() =>
        Assert.Equal(Rules.NoIntent, Broken(() => Watch.Leaves(Sent(Write))));

    [Fact]
    public void A_write_whose_intent_says_something_else_is_seen()
    {
        Watch.Stored(new JournalEntry.Intended(User, Run, 1, [Grant with { Cause = OperationCause.Zero }]));

        Assert.Equal(Rules.NoIntent, Broken(() => Watch.Leaves(Sent(Write))));
    }

    [Fact]
    public void A_write_that_another_run_has_intended_is_seen()
    {
        Watch.Stored(new JournalEntry.Intended(User, Run, 1, [Grant]));

        Assert.Equal(Rules.NoIntent, Broken(() => Watch.Leaves(Sent(Write) with { Run = new RunId("20260310T100000000Z") })));
    }

    [Fact]
    public void A_write_whose_intent_is_settled_already_is_seen()
    {
        Watch.Stored(new JournalEntry.Intended(User, Run, 1, [Grant]));
        Watch.Leaves(Sent(Write));
        Watch.Ended(Sent(Write, at: TimeSpan.Zero), RequestEnd.Done);
        Watch.Stored(new JournalEntry.Settled(User, Run, 1, WriteResult.Applied, new SourceName("hris"), [Grant], null, SimulatedClock.Beginning));

        Assert.Equal(Rules.NoIntent, Broken(() => Watch.Leaves(Sent(Write))));
    }

    [Fact]
    public void A_second_request_of_a_user_in_flight_is_seen_and_one_of_another_process_is_not()
    {
        Watch.Leaves(Sent(Read));

        Assert.Equal(Rules.TwoInFlight, Broken(() => Watch.Leaves(Sent(Read))));
        _process.End();
        Watch.Leaves(Sent(Read, new Life("another")));
    }

    [Fact]
    public void A_write_after_one_of_which_nobody_knows_what_became_of_it_is_seen_unless_the_user_was_read()
    {
        Watch.Stored(new JournalEntry.Intended(User, Run, 1, [Grant]));
        Watch.Leaves(Sent(Write));
        Watch.Ended(Sent(Write, at: TimeSpan.Zero), RequestEnd.Unclear);

        Assert.Equal(Rules.WrittenInDoubt, Broken(() => Watch.Leaves(Sent(Write))));
        Watch.Leaves(Sent(Read));
        Watch.Ended(Sent(Read, at: TimeSpan.Zero), RequestEnd.NotDone);
        Assert.Equal(Rules.WrittenInDoubt, Broken(() => Watch.Leaves(Sent(Write))));
        Watch.Leaves(Sent(Read));
        Watch.Ended(Sent(Read, at: TimeSpan.Zero), RequestEnd.Done);
        Watch.Leaves(Sent(Write));
    }

    [Fact]
    public void A_write_after_a_process_died_that_had_intended_one_is_seen_unless_the_user_was_read()
    {
        Watch.Stored(new JournalEntry.Intended(User, Run, 1, [Grant]));
        Watch.Died(_process);

        Assert.Equal(Rules.WrittenInDoubt, Broken(() => Watch.Leaves(Sent(Write, new Life("another")))));
        Watch.Ended(Sent(Read, at: TimeSpan.Zero), RequestEnd.Done);
        Watch.Leaves(Sent(Write, new Life("another")));
    }

    [Fact]
    public void What_a_process_that_died_had_handed_to_the_disk_settles_its_write_and_not_an_unclear_end()
    {
        var settled = new JournalEntry.Settled(User, Run, 1, WriteResult.Applied, new SourceName("hris"), [Grant], null, SimulatedClock.Beginning);
        Watch.Stored(new JournalEntry.Intended(User, Run, 1, [Grant]));
        Watch.Died(_process);
        Watch.Stored(settled);
        Watch.Stored(new JournalEntry.Intended(User, Run, 2, [Grant]));
        Watch.Leaves(Sent(Write, new Life("another")));

        Watch.Ended(Sent(Write, at: TimeSpan.Zero), RequestEnd.Unclear);
        Watch.Stored(settled with { Sequence = 2 });
        Watch.Stored(new JournalEntry.Intended(User, Run, 3, [Grant]));

        Assert.Equal(Rules.WrittenInDoubt, Broken(() => Watch.Leaves(Sent(Write, new Life("another")))));
    }

    [Fact]
    public void A_list_of_holdings_that_left_later_is_a_read_as_well()
    {
        _world.Clock.Reach(TimeSpan.FromSeconds(2));
        Watch.Stored(new JournalEntry.Intended(User, Run, 1, [Grant]));
        Watch.Died(_process);

        Watch.Ended(Sent(List, at: TimeSpan.FromSeconds(1)), RequestEnd.Done);
        Assert.Equal(Rules.WrittenInDoubt, Broken(() => Watch.Leaves(Sent(Write, new Life("another")))));
        Watch.Ended(Sent(List, at: TimeSpan.FromSeconds(2)), RequestEnd.Done);
        Watch.Leaves(Sent(Write, new Life("another")));
    }

    [Fact]
    public void A_request_in_a_pause_is_seen_and_one_with_another_token_or_after_it_is_not()
    {
        Watch.Paused(Sent(Read), limit: null, TimeSpan.FromSeconds(5));

        Assert.Equal(Rules.SentInPause, Broken(() => Watch.Leaves(Sent(Read))));
        Watch.Leaves(Sent(Read, token: "t2"));
        Watch.Ended(Sent(Read, at: TimeSpan.Zero), RequestEnd.Done);
        _world.Clock.Reach(TimeSpan.FromSeconds(5));
        Watch.Leaves(Sent(Read));
    }

    [Fact]
    public void A_decision_by_which_a_user_is_finished_and_that_is_told_before_it_is_durable_is_seen()
    {
        var told = new PartitionReply.PersonDecided(User, null, null, [], RequestsForeseen.None, null, null) { Finished = UserResult.Changed };

        Assert.Equal(Rules.ToldTooEarly, Broken(() => Watch.Told(Job, told)));
        Watch.Stored(new JournalEntry.Finished(User, Run, UserResult.Changed));
        Watch.Told(Job, told);
    }

    [Fact]
    public void An_outcome_that_is_told_before_it_is_durable_is_seen()
    {
        var told = new PartitionReply.UserConverged(User, new UserSyncResult(UserResult.Changed, OperationCounts.None, [], null));

        Assert.Equal(Rules.ToldTooEarly, Broken(() => Watch.Told(Job, told)));
        Watch.Stored(new JournalEntry.Finished(User, Run, UserResult.Changed));
        Watch.Told(Job, told);
        Watch.Stored(new JournalEntry.Intended(User, Run, 2, [Grant]));
        Assert.Equal(Rules.ToldTooEarly, Broken(() => Watch.Told(Job, told)));
    }

    [Theory]
    [InlineData(0, 32, false)]
    [InlineData(0, 33, true)]
    [InlineData(30, 62, false)] // Asked after the stop.
    [InlineData(30, 63, true)]
    public void A_request_that_waits_on_once_sending_has_stopped_is_seen(int asked, int answered, bool isSeen)
    {
        Watch.Stopped(_process);
        _world.Clock.Reach(TimeSpan.FromSeconds(answered));

        Assert.Equal(isSeen ? Rules.WaitsAfterStop : null, Breaks.By(() => Watch.Answered(_process, TimeSpan.FromSeconds(asked))));
        Watch.Answered(new Life("another"), TimeSpan.Zero);
    }

    [Fact]
    public void What_was_thrown_beside_a_step_is_thrown_after_it()
    {
        Watch.Threw(new InvalidOperationException("A defect."));

        Assert.Equal("A defect.", Assert.Throws<InvalidOperationException>(Watch.Rethrow).Message);
    }

    private SentRequest Sent(TargetRequest request, Life? process = null, string token = "t1", TimeSpan? at = null) => new(request, Run, process ?? _process, token, at ?? _world.Clock.Elapsed);

    private static string? Broken(Action step) => Breaks.By(step);
}
