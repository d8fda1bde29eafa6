using ActorSync.Core.Gateway;
using ActorSync.Core.Leases;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Says which runs may begin or go on, by what the run log remembers.</summary>
internal static class RunAdmission
{
    /// <summary>Refuses a plan that was made for something else, or has been applied already.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="history">What was applied.</param>
    /// <param name="target">The target's folder name.</param>
    /// <param name="configurationHash">The configuration in force.</param>
    /// <exception cref="EngineStartException">It is stale.</exception>
    public static void RefuseIfStale(PlanDocument plan, RunHistory history, string target, string configurationHash)
    {
        var why = plan.Target != target ? $"was made for another target ({plan.Target})"
            : plan.ConfigurationHash != configurationHash ? "was made with another configuration of taxonomy, policy, source or scope"
            : history.AppliedBy(plan.PlanId) is { } run ? $"was already applied by run {run}"
            : null;
        if (why is not null)
        {
            var again = plan.Undoes is { } undone ? $"undo {undone}" : "plan";
            throw new EngineStartException(ExitCode.Conflict, $"The plan {why}. Make a new one with `actorsync {again} --out`.");
        }
    }

    /// <summary>Refuses to write where the journal has lost a run that was under way: nobody can say any more what it had done.</summary>
    /// <param name="lost">The folders of such runs.</param>
    /// <exception cref="EngineStartException">There is one.</exception>
    public static void RefuseIfLost(IEnumerable<string> lost)
    {
        if (lost.FirstOrDefault() is { } folder)
        {
            throw new EngineStartException(
                ExitCode.Usage,
                $"{folder} is of a run that had decided what to write, and the journal knows nothing of it: it has lost its latest events, as one does that was moved or copied without "
                + "its -wal file. Put the journal's files back, or restore a backup (`actorsync journal restore FILE --replace`). To go on without, move that folder away: what the run wrote "
                + "then counts as somebody else's.");
        }
    }

    /// <summary>Why another run is refused while one is open.</summary>
    /// <param name="open">The open run.</param>
    /// <param name="gateway">The gateway: it knows of a pause before whose end nobody can go on with the open one.</param>
    public static EngineStartException RefusalOf(RunRecord open, GatewayStatus gateway) =>
        new(ExitCode.Conflict, $"Run {open.Id} is open since {InstantText.At(open.StartedAt)}. {Remedy(open, gateway)}");

    /// <summary>Why a run that is open cannot be undone: more of it may still be written.</summary>
    /// <param name="open">The open run.</param>
    /// <param name="gateway">The gateway, as for <see cref="RefusalOf"/>.</param>
    public static EngineStartException RefusalToUndo(RunRecord open, GatewayStatus gateway) =>
        new(ExitCode.Conflict, $"Run {open.Id} is open since {InstantText.At(open.StartedAt)}, and only a closed run can be undone. {Remedy(open, gateway)}");

    /// <summary>Why nobody can be erased while a run is open: it may still write, and it goes on from files that name everybody.</summary>
    /// <param name="open">The open run.</param>
    /// <param name="gateway">The gateway, as for <see cref="RefusalOf"/>.</param>
    public static EngineStartException RefusalToErase(RunRecord open, GatewayStatus gateway) =>
        new(ExitCode.Conflict, $"Run {open.Id} is open since {InstantText.At(open.StartedAt)}, and nobody can be erased meanwhile. {Remedy(open, gateway)}");

    /// <summary>Why a run that was kept long enough cannot be undone any more.</summary>
    public static EngineStartException RefusalOfCut(RunId run, NodaTime.Instant reachesBackTo) => new(
        ExitCode.Usage, $"What run {run} did is cut off: by Journal:KeepDays the journal reaches back to {InstantText.At(reachesBackTo)}, and only what a later run did can be taken back.");

    /// <summary>The warning of a command that itself may go on that a run is open, so that no other may begin.</summary>
    /// <param name="open">The open run.</param>
    /// <param name="writer">The process that writes, or wrote last; null where nobody knows.</param>
    /// <param name="gateway">The gateway, as for <see cref="RefusalOf"/>.</param>
    public static Finding WarningOf(RunRecord open, WriterStanding? writer, GatewayStatus gateway)
    {
        var message = writer is { IsAtWorkOnRun: true, Owner: var owner }
            ? $"Run {open.Id} is under way since {InstantText.At(open.StartedAt)}, and process {owner.ProcessId} on host {owner.Host} "
                + $"is at work: `run` and `apply` are refused with exit code {ExitCode.Conflict} until it has ended, and what is shown here changes meanwhile."
            : $"Run {open.Id} is open since {InstantText.At(open.StartedAt)}, and `run` and `apply` are refused with exit code {ExitCode.Conflict} until it is closed. {Remedy(open, gateway)}";
        return new Finding(string.Empty, 0, string.Empty, RunReport.RunOpen, message, FindingSeverity.Warning);
    }

    private static string Remedy(RunRecord open, GatewayStatus gateway)
    {
        var when = gateway.PausedAsAWholeUntil is { } until ? $" after {InstantText.At(until)}, when the target's pause ends" : string.Empty;
        return $"Go on with it by `actorsync resume {open.Id}`{when}, or close it by `actorsync runs abandon {open.Id}`.";
    }

    /// <summary>The run that is meant, the open one by default; null where it is not open.</summary>
    /// <exception cref="EngineStartException">There is no run of that id.</exception>
    public static RunRecord? FindOpen(RunHistory history, RunId? run)
    {
        if (run is not { } named)
        {
            return history.Open;
        }

        var found = history.Find(named) ?? throw new EngineStartException(ExitCode.Usage, $"There is no run {named}; `actorsync runs` lists them.");
        return found.IsOpen ? found : null;
    }
}
