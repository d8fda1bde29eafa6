using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;

namespace ActorSync.Core.Runs;

/// <summary>Whose word lets a run write: the guard's, or that of the planning which a plan made earlier carries.</summary>
internal static class RunGuard
{
    /// <summary>Judges the run.</summary>
    public static GuardVerdict Judge(RunJob job, GuardLimits limits, GuardTally tally)
    {
        if (job.Reading is { } reading)
        {
            return Guard.Judge(limits, job.Mode, tally, RowCountMemory.Of(reading.Files), new RowCountMemory(job.AcceptedRows), job.AcceptReason);
        }

        if (job.Undoing is not null)
        {
            var noRows = new RowCountMemory(ImmutableSortedDictionary<SheetKind, long>.Empty);
            return Guard.Judge(limits, SourceMode.Partial, tally, noRows, remembered: null, job.AcceptReason);
        }

        // A plan made earlier was judged then; whoever applies a held one has to say why.
        var planned = job.Plan?.Summary.Guard ?? GuardVerdict.Pass;
        return planned.Outcome == GuardOutcome.Hold && job.AcceptReason is { } reason
            ? planned with { Outcome = GuardOutcome.Overridden, AcceptedBecause = reason }
            : planned;
    }
}
