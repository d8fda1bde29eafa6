using System.Collections.Immutable;
using System.Text;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>The spools of runs that are over: of closed ones only the plan is kept, of those that were never opened nothing need be.</summary>
/// <param name="state">The target's state.</param>
internal sealed class ClosedSpools(StateDirectory state)
{
    /// <summary>Deletes all but the plans.</summary>
    public void Close(RunHistory history)
    {
        foreach (var run in Closed(history))
        {
            RunSpool.Close(state, run.Id);
        }
    }

    /// <summary>The employee ids that the plans give to these users: also those from before an id was changed, which stand nowhere else beside the user.</summary>
    public IReadOnlyList<string> EmployeesOf(RunHistory history, IReadOnlySet<UserId> users) => users.Count == 0 ? [] :
    [
        .. Closed(history)
            .SelectMany(run => KeptPlans.TryRead(state, run)?.Users ?? [])
            .Where(user => users.Contains(user.User))
            .Select(user => user.Employee)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Takes a person out of the plans.</summary>
    /// <returns>How many plans named the person.</returns>
    public int Erase(RunHistory history, PersonMentions mentions, IReadOnlySet<UserId> users) => Closed(history).Count(run => Erase(run, mentions, users));

    /// <summary>Deletes what processes have left that died before they opened their run.</summary>
    /// <remarks>
    /// Only of runs between the history's first and its latest: what is later another process may have opened that has taken the lease meanwhile, and what is
    /// earlier may be of another journal.
    /// </remarks>
    /// <returns>How many there were.</returns>
    public int DropUnopened(RunHistory history)
    {
        var unopened = Unknown(history).Where(run => run.IsOfRun && !RunSpool.HasDecided(state, run) && run.CompareTo(history.Runs.Keys.First()) > 0 && run.CompareTo(history.Latest!.Id) < 0).ToList();
        foreach (var run in unopened)
        {
            Directory.Delete(state.RunFolder(run), recursive: true);
        }

        return unopened.Count;
    }

    /// <summary>The folders of runs that had decided what to write, which comes after they were opened, and that the history does not know all the same.</summary>
    public IEnumerable<string> DecidedAndUnknown(RunHistory history) =>
        state.SpooledRuns.Where(run => history.Find(run) is null && RunSpool.HasDecided(state, run)).Order().Select(state.RunFolder);

    /// <summary>The folders of runs that the history does not know.</summary>
    public IEnumerable<string> FoldersOfUnknown(RunHistory history) => Unknown(history).Order().Select(state.RunFolder);

    private IEnumerable<RunId> Unknown(RunHistory history) => history.Runs.IsEmpty ? [] : state.SpooledRuns.Where(run => history.Find(run) is null);

    private IEnumerable<RunRecord> Closed(RunHistory history) => state.SpooledRuns.Select(history.Find).OfType<RunRecord>().Where(run => !run.IsOpen);

    private bool Erase(RunRecord run, PersonMentions mentions, IReadOnlySet<UserId> users)
    {
        RunSpool.Close(state, run.Id); // Whoever closed the run may have died before it.
        using var spool = RunSpool.Open(state, run.Id);
        if (TryReadPlan(spool) is not { } text)
        {
            return false;
        }

        if (KeptPlans.TryRead(state, run) is not { } plan)
        {
            // A run can be taken back without it; what is escaped may be a name in disguise.
            var mayName = mentions.AreIn(text) || text.Contains('\\', StringComparison.Ordinal);
            if (mayName)
            {
                spool.DropPlan();
            }

            return mayName;
        }

        var others = plan.Users.RemoveAll(user => users.Contains(user.User) || mentions.Are(user.User.Value) || mentions.Are(user.Employee));
        var summary = SummaryJson.Without(plan.Summary, mentions);
        var isFileNamed = plan.Files.Any(mentions.AreIn);
        if (summary is null && !isFileNamed && others.Length == plan.Users.Length)
        {
            return false;
        }

        ImmutableArray<string> files = isFileNamed ? [.. plan.Files.Select(file => mentions.AreIn(file) ? PersonMentions.Erased : file)] : plan.Files; // Rows tell theirs by its place.
        spool.KeepPlan(PlanFile.Seal(plan with { Summary = summary ?? plan.Summary, Users = others, Files = files }).Bytes.Span);
        return true;
    }

    private static string? TryReadPlan(RunSpool spool)
    {
        try
        {
            return Encoding.UTF8.GetString(spool.ReadLatest());
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (InvalidDataException)
        {
            spool.DropPlan(); // Nobody can tell whom a damaged one names.
            return null;
        }
    }
}
