using System.Globalization;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;
using NodaTime;

namespace ActorSync.Simulation.Invariants;

/// <summary>Says whether a run has ended right: by its figures, by the journal, and by what the target's users hold then.</summary>
/// <param name="world">Where it happened.</param>
internal sealed class EndChecks(World world)
{
    private static readonly HashSet<string> NobodyEdited = [];

    private readonly Dictionary<string, string> _userOf = world.Story.Users().ToDictionary(user => user.Employee, user => user.Id);

    private readonly HoldingChecks _holdings = new(world);
    private Story Story => world.Story;

    /// <summary>A run was closed: its figures add up, and whoever it is done with is as the roster says.</summary>
    /// <param name="run">The run.</param>
    /// <param name="summary">Its figures.</param>
    /// <param name="soFar">What happened in it.</param>
    public void Check(RunId run, RunSummary summary, RunSoFar soFar)
    {
        world.Checks.Look(Rules.NotConserved);
        if (!summary.Rows.AddUp || !summary.Users.AddUp)
        {
            throw new BrokenInvariantException(Rules.NotConserved, $"run {run} does not add up: {summary.Rows}, {summary.Users}");
        }

        // Whoever is settled by a process that gives the run up is done without a word in the journal, should the run be resumed after all.
        var changed = world.Watch.CountOf(run, UserResult.Changed);
        if (!soFar.WasGivenUp && summary.Status is not (RunStatus.Held or RunStatus.Failed) && summary.Users.Changed != changed)
        {
            throw new BrokenInvariantException(Rules.NotConserved, $"run {run} tells of {summary.Users.Changed} changed users, and the journal of {changed}");
        }

        var written = world.Watch.WrittenAndNotChanged(run);
        if (!soFar.WasGivenUp && summary.Status is not RunStatus.Failed && written > summary.Users.Failed + summary.Users.Held)
        {
            throw new BrokenInvariantException(Rules.NotConserved, $"run {run} has written {written} users whom it has not changed, and tells of {summary.Users.Failed} that failed and {summary.Users.Held} held");
        }

        if (summary.Status == RunStatus.Held)
        {
            world.Checks.Look(Rules.WrittenThoughHeld);
            if (world.Target.WritesApplied > soFar.WritesBefore)
            {
                throw new BrokenInvariantException(Rules.WrittenThoughHeld, $"run {run} is held, and something was written");
            }
        }

        if (soFar.Roster is not { } roster)
        {
            return;
        }

        foreach (var person in roster.People.Values.OrderBy(person => person.Id))
        {
            if (UserOf(person) is { } user && IsSeen(user, soFar.Edited) && world.Watch.ResultOf(new UserId(user.Id), run) is UserResult.Changed or UserResult.Unchanged)
            {
                _holdings.CheckStated(new Standing(Story, roster, person.Id), user);
            }
        }
    }

    /// <summary>A plan was made: nothing was written.</summary>
    /// <param name="writesBefore">How many writes the target had applied before.</param>
    public void CheckPlanned(int writesBefore)
    {
        world.Checks.Look(Rules.WrittenThoughHeld);
        if (world.Target.WritesApplied > writesBefore)
        {
            throw new BrokenInvariantException(Rules.WrittenThoughHeld, "a plan has written something");
        }
    }

    /// <summary>A run was interrupted: whoever asks how far it has come is told what its process told.</summary>
    /// <param name="told">What its process told.</param>
    /// <param name="run">What the run log has of it.</param>
    /// <param name="partitions">What the partitions have recorded of it.</param>
    public void CheckLeft(RunSummary told, RunRecord run, IReadOnlyCollection<PartitionReply.RunBegun> partitions)
    {
        var done = RunDone.Of(partitions, isUnderWay: false, TaxonomyNames.None, run.Times?.LeftAt ?? run.StartedAt);
        if (done.AsInterrupted(done.Complete(run)) is not { } left)
        {
            return;
        }

        world.Checks.Look(Rules.NotConserved);
        if ((left.Users, left.Operations, left.Requests) != (told.Users, told.Operations, told.Requests))
        {
            throw new BrokenInvariantException(Rules.NotConserved, $"run {run.Id} was left with {told.Users}, {told.Operations}, {told.Requests}, and is shown with {left.Users}, {left.Operations}, {left.Requests}");
        }
    }

    // Whoever goes by what the ledger knows does not see what people edit.
    private bool IsSeen(TargetUser user, IReadOnlySet<string> edited) =>
        !edited.Contains(user.Id) && (Story.Options.Target.Observe == ObserveMode.Always || !world.Watch.EditedByHand.Contains(user.Id));

    /// <summary>A run has ended in which nothing went wrong: everybody is as the roster says, with the fewest writes.</summary>
    /// <param name="ending">How it ended.</param>
    /// <param name="roster">The roster.</param>
    /// <param name="isSecond">Whether one before it had brought everybody there, so that nothing is left to do.</param>
    public void CheckCalm(RunEnding ending, RosterReading roster, bool isSecond)
    {
        var summary = ending.Summary;
        world.Checks.Look(Rules.WrongEnd);
        var seesAll = Story.Options.Target.Observe == ObserveMode.Always || world.Watch.EditedByHand.Count == 0;
        if (ending.Failure is not null || ending.Stop is not null || (summary.Users.Failed > 0 && seesAll))
        {
            throw new BrokenInvariantException(Rules.WrongEnd, $"nothing goes wrong, and the run ends as {summary.Status} with {summary.Users}: {ending.Failure} {string.Join(' ', summary.Findings.Select(finding => finding.Message))}");
        }

        if (seesAll && (summary.Requests.Writes != summary.WritesLowerBound || (isSecond && summary.Requests.Writes > 0 && !HasSomethingJustCome(roster))))
        {
            throw new BrokenInvariantException(
                Rules.WrongEnd, string.Create(CultureInfo.InvariantCulture, $"nothing goes wrong{(isSecond ? " for the second time" : string.Empty)}, and {summary.Requests.Writes} writes are sent where {summary.WritesLowerBound} would do"));
        }

        foreach (var user in world.Target.Users.Where(user => user.IsActive && IsSeen(user, NobodyEdited) && !roster.RejectedPeople.Contains(new EmployeeId(user.Employee))).ToList())
        {
            var standing = new Standing(Story, roster, new EmployeeId(user.Employee));
            _holdings.CheckStated(standing, user);
            _holdings.CheckUnstated(standing, user);
        }
    }

    // A day that begins between two runs begins or ends what is dated.
    private bool HasSomethingJustCome(RosterReading roster)
    {
        return roster.People.Values.Any(person => person.Skills.Items.Any(item => HasJustCome(item.From) || HasJustCome(item.Until)));

        bool HasJustCome(Instant? instant) => instant <= world.Clock.Now && instant > world.Clock.Now - Duration.FromHours(1);
    }

    private TargetUser? UserOf(RosterPerson person) => _userOf.TryGetValue(person.Id.Value, out var user) ? world.Target.Find(user) : null;
}
