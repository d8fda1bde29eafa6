using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Tests.Invariants;

/// <summary>Each end that is not right is seen.</summary>
public sealed class EndChecksTests
{
    private static readonly RunId Run = new("20260310T090000000Z");
    private static readonly Operation Grant = new Operation.GrantSkill(new SkillId("s-Billing"), new Level(3), false, OperationCause.Stated);

    private static readonly RunSummary Done = new(
        Run, RunStatus.Converged, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None, RequestCounts.None, 0, 0, GuardVerdict.Pass, [], SimulatedClock.Beginning, SimulatedClock.Beginning, 0);

    private readonly SmallWorld _small = new("guide", "active,Billing:3,");
    private readonly EndChecks _ends;

    public EndChecksTests() => _ends = new EndChecks(_small.World);

    private UserId User => new(_small.User.Id);

    private RunSoFar Nothing => new(_small.Roster, new HashSet<string>(), _small.World.Target.WritesApplied, WasGivenUp: false);

    [Fact]
    public void Rows_and_people_that_do_not_add_up_are_seen()
    {
        Assert.Equal(Rules.NotConserved, Broken(Done with { Rows = new RowCounts(2, 1, 0, 0, 0) }));
        Assert.Equal(Rules.NotConserved, Broken(Done with { Users = new UserCounts(2, 0, 1, 0, 0, 0) }));
        Assert.Null(Broken(Done with { Rows = new RowCounts(2, 1, 1, 0, 0), Users = new UserCounts(1, 0, 1, 0, 0, 0) }));
    }

    [Fact]
    public void A_run_that_tells_of_other_changes_than_the_journal_is_seen()
    {
        _small.With("Billing", 3);
        _small.World.Watch.Stored(new JournalEntry.Finished(User, Run, UserResult.Changed));

        Assert.Equal(Rules.NotConserved, Broken(Done));
        Assert.Null(Broken(Done with { Users = new UserCounts(1, 1, 0, 0, 0, 0) }));
    }

    [Fact]
    public void Somebody_who_was_written_and_of_whom_nobody_is_told_is_seen()
    {
        _small.World.Watch.Stored(new JournalEntry.Settled(User, Run, 1, WriteResult.Applied, new SourceName("hris"), [Grant], null, SimulatedClock.Beginning));

        Assert.Equal(Rules.NotConserved, Broken(Done with { Users = new UserCounts(1, 0, 1, 0, 0, 0) }));
        Assert.Null(Broken(Done with { Users = new UserCounts(1, 0, 0, 1, 0, 0) }));
    }

    [Fact]
    public void A_run_that_is_held_and_has_written_is_seen()
    {
        var before = Nothing;
        _small.World.Target.Write(_small.User, _small.User);

        Assert.Equal(Rules.WrittenThoughHeld, Broken(Done with { Status = RunStatus.Held }, before));
        Assert.Null(Broken(Done with { Status = RunStatus.Held }));
    }

    [Fact]
    public void A_plan_that_has_written_is_seen()
    {
        Assert.Null(Breaks.By(() => _ends.CheckPlanned(_small.World.Target.WritesApplied)));
        _small.World.Target.Write(_small.User, _small.User);

        Assert.Equal(Rules.WrittenThoughHeld, Breaks.By(() => _ends.CheckPlanned(0)));
    }

    [Fact]
    public void A_run_that_was_left_and_is_shown_with_other_figures_than_it_told_is_seen()
    {
        var decided = Done with { Status = RunStatus.Interrupted, Users = new UserCounts(1, 0, 0, 1, 0, 0) };
        var left = new RunRecord(
            Run, "run", new SourceName("hris"), ["people.csv"], string.Empty, string.Empty, string.Empty, SimulatedClock.Beginning, 0, RequestCounts.None, SummaryJson.Write(decided), Interruption: null, End: null);
        var nobody = new PartitionReply.RunBegun(0, [], []);
        var changed = new PartitionReply.RunBegun(0, [], [new FinishedUser(User, UserResult.Changed, OperationCounts.None)]);

        Assert.Null(Breaks.By(() => _ends.CheckLeft(decided, left, [nobody])));
        Assert.Equal(Rules.NotConserved, Breaks.By(() => _ends.CheckLeft(decided, left, [changed])));
        Assert.Null(Breaks.By(() => _ends.CheckLeft(decided with { Users = new UserCounts(1, 1, 0, 0, 0, 0) }, left, [changed])));
        Assert.Null(Breaks.By(() => _ends.CheckLeft(decided, left with { DecidedSummary = null }, [changed]))); // Nobody is told of it before it is decided.
    }

    [Fact]
    public void Somebody_with_whom_a_run_is_done_and_who_is_not_as_stated_is_seen_unless_people_have_edited()
    {
        _small.World.Watch.Stored(new JournalEntry.Finished(User, Run, UserResult.Unchanged));

        Assert.Equal(Rules.WrongEnd, Broken(Done));
        Assert.Null(Broken(Done, Nothing with { Edited = new HashSet<string> { User.Value } }));
    }

    [Fact]
    public void A_run_in_which_nothing_goes_wrong_and_that_fails_or_writes_too_much_or_for_nothing_is_seen()
    {
        _small.With("Billing", 3);

        Assert.Null(BrokenCalm(Done, isSecond: true));
        Assert.Equal(Rules.WrongEnd, BrokenCalm(Done with { Users = new UserCounts(1, 0, 0, 1, 0, 0) }, isSecond: false));
        Assert.Equal(Rules.WrongEnd, BrokenCalm(Done with { Requests = RequestCounts.None with { Writes = 2 }, WritesLowerBound = 1 }, isSecond: false));
        Assert.Null(BrokenCalm(Done with { Requests = RequestCounts.None with { Writes = 1 }, WritesLowerBound = 1 }, isSecond: false));
        Assert.Equal(Rules.WrongEnd, BrokenCalm(Done with { Requests = RequestCounts.None with { Writes = 1 }, WritesLowerBound = 1 }, isSecond: true));
    }

    [Fact]
    public void A_run_in_which_nothing_goes_wrong_and_that_leaves_somebody_wrong_is_seen()
    {
        Assert.Equal(Rules.WrongEnd, BrokenCalm(Done, isSecond: false));
        _small.With("Billing", 3).With("Sales", 1);
        Assert.Equal(Rules.WrongEnd, BrokenCalm(Done, isSecond: false));
    }

    [Fact]
    public void A_run_that_does_not_end_is_seen() =>
        Assert.Equal(Rules.NoEnd, Simulator.Run(Story.Invent(new StorySettings(1) { Faults = FaultKind.None }), keepsLines: false, mostSteps: 20).Broken);

    private string? Broken(RunSummary summary, RunSoFar? soFar = null) => Breaks.By(() => _ends.Check(Run, summary, soFar ?? Nothing));

    private string? BrokenCalm(RunSummary summary, bool isSecond) =>
        Breaks.By(() => _ends.CheckCalm(new RunEnding(summary, [], null, null, null, IsOpen: false), _small.Roster, isSecond));
}
