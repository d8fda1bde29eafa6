using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Runs;

/// <summary>A run of three users with one operation each that is given up: one is finished, one was settled by an earlier try, one is in doubt.</summary>
public sealed class RunAccountTests
{
    private static readonly RunId Run = new("20260310T120000000Z");
    private static readonly OperationCounts One = new(1, 0, 0, 0, 0);
    private static readonly Operation Give = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated);
    private static readonly UserId Finished = new("u-1");
    private static readonly UserId SettledBefore = new("u-2");
    private static readonly UserId InDoubt = new("u-3");

    private static readonly RunJob GivenUp = new(Run, RunKind.Settle, Hris, SourceMode.Partial, null, null, null, null, ImmutableSortedDictionary<SheetKind, long>.Empty, RequestCounts.None, 0, Now)
    {
        Decided = new RunSummary(
            Run, RunStatus.Planned, SourceMode.Partial, RowCounts.None, 0, new UserCounts(5, 3, 2, 0, 0, 0), new OperationCounts(3, 0, 0, 0, 0), RequestCounts.None, 3, 3, GuardVerdict.Pass, [], Now, Now, 0),
        DecidedOperations = new[] { Finished, SettledBefore, InDoubt }.ToDictionary(user => user, _ => 1),
    };

    [Fact]
    public void A_run_that_is_given_up_has_changed_whomever_it_or_an_earlier_try_has_settled()
    {
        Assert.Equal(new UserCounts(5, 3, 2, 0, 0, 0), Settled().Conclude(stop: null, failure: null, writesBegan: true, Now).Summary.Users);
    }

    [Fact]
    public void A_run_that_is_not_given_up_after_all_counts_as_done_only_whom_the_journal_calls_finished()
    {
        var ending = Settled().Conclude(new RunStop.Interrupted(null), failure: null, writesBegan: true, Now);

        Assert.True(ending.IsOpen);
        Assert.Equal(new UserCounts(5, 1, 2, 2, 0, 0), ending.Summary.Users);
    }

    private static RunAccount Settled()
    {
        var account = new RunAccount(GivenUp, new ModelTarget(User()), width: 2);
        account.Take(new PartitionReply.RunBegun(0, [], [new FinishedUser(Finished, UserResult.Changed, One), new FinishedUser(SettledBefore, null, One)]));
        var planned = new PlannedUser(InDoubt, "00003", [Give], null, AgentLedger.Empty, AgentLedger.Empty);
        account.Take(new RunObservation(null, new RunScope([new PersonInScope(null, planned, User() with { Id = InDoubt })], 0, 0, []), [], null));

        Assert.NotNull(account.NextToDecide());
        Assert.True(account.TryTake(new PartitionReply.PersonDecided(InDoubt, new AgentDecision([Give], AgentLedger.Empty, [], null, 0), planned, [], RequestsForeseen.None, null, null)));
        Assert.True(account.Converging.TryEnter(out _));
        Assert.True(account.TryTake(new PartitionReply.UserConverged(InDoubt, new UserSyncResult(UserResult.Changed, One, [], null))));
        return account;
    }
}
