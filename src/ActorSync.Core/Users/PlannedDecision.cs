using System.Collections.Immutable;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A decision with the plan's form of it, and what of an earlier plan was skipped.</summary>
public sealed record PlannedDecision(AgentDecision Decision, PlannedUser Planned, ImmutableArray<Operation> Skipped)
{
    /// <summary>What is still to be written as far as the user shows: fewer than planned where a write in doubt has been applied.</summary>
    public ImmutableArray<Operation> ToWrite { get; init; } = Planned.Operations;

    /// <summary>How often everything about the user is read first, to settle what is in doubt.</summary>
    public int ReadsFirst { get; init; }

    /// <summary>Whether the user shows something of a write in doubt, so that an earlier process has sent it.</summary>
    public bool ShowsDoubt { get; init; }

    /// <summary>Takes over a user of a plan that is applied: an operation whose value has moved since is skipped.</summary>
    public static PlannedDecision Applying(
        PlannedUser earlier, ObservedUser observed, AgentLedger ledger, SourceName source, bool removalsRestOnOwnership)
    {
        if (!observed.IsKnown)
        {
            return Of(earlier, observed, earlier.Operations, ledger, ledger, []); // Gone from the target since the plan: held as they stand.
        }

        var drift = Drift.Find(earlier.Operations, observed);
        var noted = LedgerMerge.Rebase(earlier.LedgerBefore, earlier.LedgerNoted, ledger);
        ImmutableArray<Operation> disowned = removalsRestOnOwnership ? [.. drift.Valid.Where(operation => !Redecision.MayStillTake(operation, source, noted))] : [];
        disowned = disowned.AddRange(Redecision.LeftWith(disowned, drift.Valid.RemoveRange(disowned)));
        return Of(earlier, observed, drift.Valid.RemoveRange(disowned), ledger, noted, drift.Skipped.AddRange(disowned));
    }

    /// <summary>Takes over a user of this run's own plan after an interruption: what is already as wanted is dropped, and what is in doubt is left for the read that settles it.</summary>
    public static PlannedDecision Resuming(
        PlannedUser earlier,
        ObservedUser observed,
        AgentLedger ledger,
        ImmutableArray<Operation> inDoubt,
        SourceName source,
        bool skipsMoved,
        bool removalsRestOnOwnership,
        bool isLongAgo,
        Instant now)
    {
        // What an earlier process of the run has taken, or found to be perhaps a person's, is nobody's by now: shown still or again, it is left. What is in doubt, the read that settles it decides.
        ImmutableArray<Operation> disowned = removalsRestOnOwnership
            ? [.. earlier.Operations.Where(operation => !inDoubt.Contains(operation) && !Redecision.MayStillTake(operation, source, ledger))]
            : [];
        var left = earlier.Operations.RemoveRange(disowned);
        if (!disowned.IsEmpty)
        {
            var shown = observed.IsKnown ? Redecision.Lessen(disowned, observed, now, removalsRestOnOwnership) : new([], [], []);
            var with = Redecision.LeftWith(shown.Remaining.AddRange(shown.Moved), left.RemoveRange(inDoubt));
            left = left.RemoveRange(with);
            disowned = [.. shown.Remaining, .. shown.Moved, .. with];
        }

        if (!inDoubt.IsEmpty)
        {
            // Whatever the user's state is now, what was sent is settled by a read first.
            var isShown = observed.IsKnown && ReadBack.Shows(inDoubt, observed, now);
            return new(
                new AgentDecision(left, ledger, [], null, 0),
                earlier with { Operations = left, Held = null, LedgerBefore = ledger, LedgerNoted = ledger, HasSkipped = earlier.HasSkipped || !disowned.IsEmpty },
                disowned)
            {
                ToWrite = LeftToWrite(left, observed, skipsMoved, removalsRestOnOwnership, now),
                ReadsFirst = isShown || !observed.IsKnown ? 1 : ReadBack.MostLooks(isLongAgo),
                ShowsDoubt = isShown,
            };
        }

        if (!observed.IsKnown)
        {
            return Of(earlier, observed, earlier.Operations, ledger, ledger, []);
        }

        var again = Redecision.Lessen(left, observed, now, removalsRestOnOwnership);
        var moved = skipsMoved ? Changed(earlier.Operations, again) : [];
        return Of(earlier, observed, again.Remaining.RemoveRange(moved), ledger, ledger, [.. disowned, .. again.Moved, .. moved]);
    }

    // What the settling read will leave, if it shows what the observation shows.
    private static ImmutableArray<Operation> LeftToWrite(
        ImmutableArray<Operation> decided, ObservedUser observed, bool skipsMoved, bool removalsRestOnOwnership, Instant now)
    {
        if (observed is not { IsKnown: true, State: UserState.Active })
        {
            return [];
        }

        var again = Redecision.Lessen(decided, observed, now, removalsRestOnOwnership);
        return skipsMoved ? again.Remaining.RemoveRange(Changed(decided, again)) : again.Remaining;
    }

    private static ImmutableArray<Operation> Changed(ImmutableArray<Operation> decided, Redecided again) =>
        [.. again.Remaining.Where(operation => !decided.Contains(operation))];

    private static PlannedDecision Of(
        PlannedUser earlier,
        ObservedUser observed,
        ImmutableArray<Operation> operations,
        AgentLedger before,
        AgentLedger noted,
        ImmutableArray<Operation> skipped)
    {
        // What was held when the plan was made stays held: no guard has seen it.
        var held = earlier.Held ?? (operations.IsEmpty ? null : HoldReason.For(observed.State));
        return new(
            new AgentDecision(operations, noted, [], held, 0),
            earlier with { Operations = operations, Held = held, LedgerBefore = before, LedgerNoted = noted, HasSkipped = earlier.HasSkipped || !skipped.IsEmpty },
            skipped);
    }
}
