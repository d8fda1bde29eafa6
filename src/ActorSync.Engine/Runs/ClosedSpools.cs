using System.Text;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>The spools of closed runs: of those only the plan is kept.</summary>
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

    /// <summary>Takes a person out of the plans.</summary>
    /// <returns>How many plans named the person.</returns>
    public int Erase(RunHistory history, PersonMentions mentions, IReadOnlySet<UserId> users) => Closed(history).Count(run => Erase(run, mentions, users));

    private IEnumerable<RunRecord> Closed(RunHistory history) => state.SpooledRuns.Select(history.Find).OfType<RunRecord>().Where(run => !run.IsOpen);

    private bool Erase(RunRecord run, PersonMentions mentions, IReadOnlySet<UserId> users)
    {
        using var spool = RunSpool.Open(state, run.Id);
        if (TryReadPlan(spool) is not { } text || !mentions.AreIn(text) || mentions.Without(text) is null)
        {
            return false;
        }

        if (KeptPlans.TryRead(state, run) is { } plan)
        {
            var summary = mentions.Without(SummaryJson.Write(plan.Summary)) is { } less ? SummaryJson.Read(less) : plan.Summary;
            var (_, bytes) = PlanFile.Seal(plan with { Summary = summary, Users = [.. plan.Users.Where(user => !users.Contains(user.User) && !mentions.AreIn(user.Employee))] });
            if (mentions.Without(Encoding.UTF8.GetString(bytes.Span)) is null)
            {
                spool.KeepPlan(bytes.Span);
                return true;
            }
        }

        spool.DropPlan(); // It names the person where nothing is looked for, or is damaged; a run can be taken back without it.
        return true;
    }

    private static string? TryReadPlan(RunSpool spool)
    {
        try
        {
            return Encoding.UTF8.GetString(spool.ReadPlan());
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
