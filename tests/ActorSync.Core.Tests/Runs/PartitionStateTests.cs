using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class PartitionStateTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 17, 15);
    private static readonly RunId Run = new("20261125T171503123Z");
    private static readonly RunId NextRun = new("20261126T171503123Z");
    private static readonly SourceName Source = new("hris");
    private static readonly SkillId Billing = new("billing");
    private static readonly SkillId Spanish = new("spanish");
    private static readonly Operation Grant = new Operation.GrantSkill(Billing, new(3m), IsGate: false, OperationCause.Stated);
    private static readonly Operation Revoke = new Operation.RevokeSkill(Spanish, new(2m), IsGate: false, OperationCause.NoLongerStated);

    private readonly PartitionState _state = new();

    [Fact]
    public void An_applied_write_changes_what_is_known_and_who_owns_it()
    {
        Store(Seen("u1", (Spanish, 2m)), Intended("u1", 1, Grant, Revoke), Settled("u1", 1, Grant, Revoke));

        var user = _state.Find(new("u1"))!;
        Assert.Equal(Skills((Billing, 3m)), user.LastKnown!.Skills);
        Assert.Equal(8, user.LastKnown.Version);
        Assert.Equal([new OwnedSkill(Source, Billing, new(3m))], user.Ledger.Skills);
        Assert.Empty(user.OpenIntents);
        Assert.Equal(new UserProgress(Run, null, new(1, 0, 1, 0, 0)) { WritesApplied = 1 }, user.Progress);
    }

    [Fact]
    public void Users_whom_a_run_has_brought_equally_far_share_what_is_known_of_that()
    {
        foreach (var user in (string[])["u1", "u2", "u3"])
        {
            Store(Seen(user, (Spanish, 2m)), Intended(user, 1, Grant));
        }

        Store(Settled("u1", 1, Grant), Settled("u2", 1, Grant));

        Assert.Same(ProgressOf("u1"), ProgressOf("u2"));
        Assert.NotEqual(ProgressOf("u1"), ProgressOf("u3"));

        UserProgress? ProgressOf(string user) => _state.Find(new(user))!.Progress;
    }

    [Fact]
    public void A_write_that_was_not_applied_changes_nothing_but_that_it_is_settled()
    {
        Store(Seen("u1", (Spanish, 2m)), Intended("u1", 1, Revoke));
        var settled = new JournalEntry.Settled(new("u1"), Run, 1, WriteResult.NotApplied, Source, [], null, Now);

        Store(settled);

        var user = _state.Find(new("u1"))!;
        Assert.Equal(Skills((Spanish, 2m)), user.LastKnown!.Skills);
        Assert.Equal(7, user.LastKnown.Version);
        Assert.Empty(user.OpenIntents);
        Assert.Equal(OperationCounts.None, user.ProgressIn(Run)!.Applied);
    }

    [Fact]
    public void Of_somebody_forgotten_only_a_write_that_is_not_settled_stays_so_that_its_outcome_can_follow()
    {
        Store(Seen("u1", (Spanish, 2m)), Intended("u1", 1, Grant), Seen("u2", (Spanish, 2m)), Intended("u2", 1, Grant), Settled("u2", 1, Grant));

        _state.ForgetButOpen(new("u1"));
        _state.ForgetButOpen(new("u2"));

        var user = Assert.Single(_state.Users);
        Assert.Equal(UserRecord.New(new("u1")) with { OpenIntents = [Intended("u1", 1, Grant)] }, user);
        Store(new JournalEntry.Settled(new("u1"), Run, 1, WriteResult.NotApplied, Source, [], null, Now));
        Assert.Empty(_state.Find(new("u1"))!.OpenIntents);
    }

    [Fact]
    public void A_version_that_a_write_moved_and_nobody_knows_is_unknown()
    {
        Store(Seen("u1", (Spanish, 2m)), Intended("u1", 1, Revoke));

        Store(new JournalEntry.Settled(new("u1"), Run, 1, WriteResult.Applied, Source, [Revoke], null, Now));

        Assert.Null(_state.Find(new("u1"))!.LastKnown!.Version);
    }

    [Fact]
    public void A_write_to_somebody_whose_holdings_are_unknown_still_changes_the_ledger()
    {
        Store(Intended("u1", 1, Grant), Settled("u1", 1, Grant));

        Assert.Null(_state.Find(new("u1"))!.LastKnown);
        Assert.Equal([new OwnedSkill(Source, Billing, new(3m))], _state.Find(new("u1"))!.Ledger.Skills);
    }

    [Fact]
    public void A_write_is_in_doubt_until_it_is_settled()
    {
        Store(Intended("u2", 1, Grant), Intended("u1", 1, Grant), Intended("u1", 2, Revoke));
        Assert.Equal([("u1", 1), ("u1", 2), ("u2", 1)], InDoubt(Run));
        Assert.Empty(InDoubt(NextRun));

        Store(Settled("u1", 1, Grant));

        Assert.Equal([("u1", 2), ("u2", 1)], InDoubt(Run));
    }

    [Fact]
    public void What_a_stopped_process_knew_of_a_write_in_doubt_takes_the_place_of_its_intent()
    {
        var doubt = new IntentDoubt("reset", Now);
        Store(Intended("u1", 1, Grant), Settled("u1", 1, Grant), Intended("u1", 2, Revoke), Intended("u1", 2, Revoke) with { Doubt = doubt });

        var open = Assert.Single(_state.Find(new UserId("u1"))!.OpenIntents);

        Assert.Equal((2, doubt), (open.Sequence, open.Doubt));
    }

    [Fact]
    public void A_write_in_doubt_is_not_forgotten_when_another_run_touches_the_user()
    {
        Store(Intended("u1", 1, Grant), new JournalEntry.Finished(new("u1"), NextRun, UserResult.Unchanged));

        Assert.Single(InDoubt(Run));
    }

    [Fact]
    public void Giving_up_what_an_earlier_run_left_open_takes_nothing_from_what_a_later_one_has_done_with_the_user()
    {
        Store(Seen("u1"), Intended("u1", 1, Grant), new JournalEntry.Intended(new("u1"), NextRun, 1, [Grant]));
        Store(new JournalEntry.Settled(new("u1"), NextRun, 1, WriteResult.Applied, Source, [Grant], 8, Now), new JournalEntry.Finished(new("u1"), NextRun, UserResult.Changed));

        Store(
            new JournalEntry.Settled(new("u1"), Run, 1, WriteResult.NotApplied, Source, [], Version: null, Now),
            new JournalEntry.Doubted(new("u1"), Run, new WriteDoubt(1, [Grant], "reset", DoubtResult.Unsettled, Now)));

        var user = _state.Find(new("u1"))!;
        Assert.Equal(new UserProgress(NextRun, UserResult.Changed, new(1, 0, 0, 0, 0)) { WritesApplied = 1 }, user.Progress);
        Assert.Empty(user.OpenIntents);
        Assert.Empty(user.Ledger.Skills);
    }

    [Fact]
    public void Those_with_whom_a_run_is_done_are_known_until_the_next_run_takes_them()
    {
        Store(Finished("u2", UserResult.Changed), Finished("u1", UserResult.Unchanged));
        Assert.Equal([("u1", UserResult.Unchanged), ("u2", UserResult.Changed)], DoneIn(Run));

        Store(new JournalEntry.Finished(new("u1"), NextRun, UserResult.Held));

        Assert.Equal([("u2", UserResult.Changed)], DoneIn(Run));
    }

    [Fact]
    public void A_user_who_is_written_again_is_no_longer_done()
    {
        Store(Finished("u1", UserResult.Failed), Intended("u1", 1, Grant));

        Assert.Empty(DoneIn(Run));
    }

    [Fact]
    public void Operations_applied_add_up_over_the_writes_of_one_run()
    {
        Store(Intended("u1", 1, Grant), Settled("u1", 1, Grant), Intended("u1", 2, Revoke), Settled("u1", 2, Revoke), Finished("u1", UserResult.Changed));

        var user = _state.Find(new("u1"))!;
        Assert.Equal(new OperationCounts(1, 0, 1, 0, 0), user.ProgressIn(Run)!.Applied);
        Assert.Null(user.ProgressIn(NextRun));
    }

    [Fact]
    public void What_a_write_carried_that_stays_in_doubt_for_good_is_nobodys_and_no_longer_known_and_all_else_stays_ours()
    {
        var sales = new SkillId("sales");
        Operation grantSpanish = new Operation.GrantSkill(Spanish, new(2m), IsGate: false, OperationCause.Stated);
        Operation grantSales = new Operation.GrantSkill(sales, new(1m), IsGate: false, OperationCause.Stated);
        Store(Seen("u1"), Intended("u1", 1, grantSpanish, grantSales), Settled("u1", 1, grantSpanish, grantSales));

        Store(Intended("u1", 2, Grant, Revoke), Settled("u1", 2), new JournalEntry.Doubted(new("u1"), Run, new WriteDoubt(2, [Grant, Revoke], "reset", DoubtResult.Unsettled, Now)));

        var user = _state.Find(new("u1"))!;
        Assert.Equal([new OwnedSkill(Source, sales, new(1m))], user.Ledger.Skills);
        Assert.Null(user.LastKnown!.Skills);
        Assert.Null(user.LastKnown.Version);
        Assert.NotNull(user.LastKnown.Certifications);
    }

    [Theory]
    [InlineData(WriteDoubt.AnswerNotRecorded, false)]
    [InlineData("the target answered 502", true)]
    public void What_a_write_gave_that_was_found_applied_is_ours_only_where_it_is_known_to_have_been_sent(string reason, bool isOurs)
    {
        var sales = new SkillId("sales");
        Operation grantSales = new Operation.GrantSkill(sales, new(1m), IsGate: false, OperationCause.Stated);
        Operation rateSales = new Operation.RateSkill(sales, new(1m), new(2m), IsGate: false, OperationCause.Stated);
        Store(Seen("u1"), Intended("u1", 1, grantSales), Settled("u1", 1, grantSales));

        // Of the two only the grant was found.
        Store(Intended("u1", 2, Grant, rateSales), Settled("u1", 2, Grant), new JournalEntry.Doubted(new("u1"), Run, new WriteDoubt(2, [Grant, rateSales], reason, DoubtResult.AppliedInPart, Now)));

        var owned = _state.Find(new("u1"))!.Ledger.Skills.Select(each => each.Skill).ToList();
        Assert.Equal(isOurs ? 2 : 1, owned.Count);
        Assert.Contains(sales, owned);
    }

    [Fact]
    public void A_write_that_a_closed_run_left_open_is_nobodys_for_the_next_run_and_in_doubt_for_its_own()
    {
        Store(Seen("u1"), Intended("u1", 1, Grant), Settled("u1", 1, Grant), Intended("u1", 2, Grant));

        var user = _state.Find(new("u1"))!;

        Assert.Same(user, user.AsOf(Run));
        var later = user.AsOf(NextRun);
        Assert.Empty(later.OpenIntents);
        Assert.Empty(later.Ledger.Skills);
        Assert.Null(later.LastKnown!.Skills);
        Assert.Equal([2], user.GivenUpBefore(NextRun).Select(intent => intent.Sequence));
    }

    [Fact]
    public void The_writes_in_doubt_of_a_run_are_counted_and_the_first_ones_kept_until_the_next_run_takes_the_user()
    {
        for (var sequence = 1; sequence <= DoubtLog.Limit + 1; sequence++)
        {
            Store(Intended("u1", sequence, Grant), Settled("u1", sequence), Doubted("u1", sequence));
        }

        var doubts = _state.Find(new("u1"))!.ProgressIn(Run)!.Doubts;
        Assert.Equal(new DoubtCounts(0, DoubtLog.Limit + 1, 0, 0), doubts.Counts);
        Assert.Equal(Enumerable.Range(1, DoubtLog.Limit), doubts.Kept.Select(doubt => doubt.Sequence));

        Store(new JournalEntry.Finished(new("u1"), NextRun, UserResult.Unchanged));
        Assert.True(_state.Find(new("u1"))!.ProgressIn(NextRun)!.Doubts.IsEmpty);
    }

    [Fact]
    public void Settling_what_was_never_intended_is_an_error() =>
        Assert.Contains("never intended", Assert.Throws<InvalidOperationException>(() => Store(Settled("u1", 1, Grant))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_entry_is_an_error() => Assert.Throws<InvalidOperationException>(() => _state.Evolve(new Unknown()));

    [Fact]
    public void A_snapshot_and_what_follows_it_lead_to_the_same_state_as_the_whole_journal() =>
        Prop.ForAll(Journals().ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (entries, percent) =>
        {
            var half = entries.Length * percent / 100;
            var whole = Fold(new(), entries);
            var resumed = Fold(PartitionState.From(Fold(new(), entries[..half]).ToSnapshot()), entries[half..]);
            return whole.ToSnapshot().Equals(resumed.ToSnapshot());
        }).Check(Cases.Usual);

    [Fact]
    public void The_order_in_which_users_came_does_not_show_in_a_snapshot()
    {
        var first = Fold(new(), [Finished("u1", UserResult.Unchanged), Finished("u2", UserResult.Changed)]);
        var second = Fold(new(), [Finished("u2", UserResult.Changed), Finished("u1", UserResult.Unchanged)]);

        Assert.Equal(first.ToSnapshot(), second.ToSnapshot());
        Assert.Equal(["u1", "u2"], first.ToSnapshot().Users.Select(user => user.User.Value));
    }

    private static PartitionState Fold(PartitionState state, ImmutableArray<JournalEntry> entries)
    {
        state.Evolve(new JournalBatch(entries));
        return state;
    }

    /// <summary>Journals as a partition writes them: every write intended once, most of them settled.</summary>
    private static Gen<ImmutableArray<JournalEntry>> Journals() =>
        Gen.Choose(0, 7).SelectMany(kind => Gen.Choose(1, 6), (kind, user) => (Kind: kind, User: $"u{user}")).ArrayOf().Select(steps =>
        {
            var entries = ImmutableArray.CreateBuilder<JournalEntry>();
            foreach (var (step, sequence) in steps.Select((step, index) => (step, index + 1)))
            {
                entries.AddRange(step.Kind switch
                {
                    0 => [Seen(step.User, (Spanish, 2m))],
                    1 => [new JournalEntry.Noted(new(step.User), AgentLedger.Empty with { StatedBy = [Source] })],
                    2 => [Intended(step.User, sequence, Grant)],
                    3 => [Intended(step.User, sequence, Grant, Revoke), Settled(step.User, sequence, Grant, Revoke)],
                    4 => [Intended(step.User, sequence, Grant), Intended(step.User, sequence, Grant) with { Doubt = new IntentDoubt("reset", Now) }],
                    5 => [Intended(step.User, sequence, Grant), Settled(step.User, sequence), Doubted(step.User, sequence)],
                    6 => [Finished(step.User, UserResult.Changed)],
                    _ => (JournalEntry[])[new JournalEntry.Finished(new(step.User), NextRun, UserResult.Unchanged)],
                });
            }

            return entries.ToImmutable();
        });

    private static JournalEntry.Seen Seen(string user, params (SkillId Skill, decimal Level)[] skills) => new(new(
        new(user), null, null, UserState.Active, 7, null, null, Skills(skills), Holdings<CertificationId, HeldCertification>.Empty, Now));

    private static JournalEntry.Intended Intended(string user, int sequence, params Operation[] operations) => new(new(user), Run, sequence, [.. operations]);

    private static JournalEntry.Settled Settled(string user, int sequence, params Operation[] operations) =>
        new(new(user), Run, sequence, WriteResult.Applied, Source, [.. operations], 8, Now);

    private static JournalEntry.Doubted Doubted(string user, int sequence) =>
        new(new(user), Run, new WriteDoubt(sequence, [Grant], "reset", DoubtResult.NotApplied, Now));

    private static JournalEntry.Finished Finished(string user, UserResult result) => new(new(user), Run, result);

    private static Holdings<SkillId, Level> Skills(params (SkillId Skill, decimal Level)[] skills) =>
        Holdings<SkillId, Level>.From(skills.Select(skill => KeyValuePair.Create(skill.Skill, new Level(skill.Level))));

    private IEnumerable<(string User, int Sequence)> InDoubt(RunId run) => _state.ToSnapshot().Users
        .SelectMany(user => user.OpenIntentsOf(run))
        .Select(intent => (intent.User.Value, intent.Sequence));

    private IEnumerable<(string User, UserResult Result)> DoneIn(RunId run) =>
        from user in _state.ToSnapshot().Users
        let result = user.ProgressIn(run)?.Result
        where result is not null
        select (user.User.Value, result.Value);

    private void Store(params JournalEntry[] entries) => Fold(_state, [.. entries]);

    private sealed record Unknown() : JournalEntry(new UserId("u1"));
}
