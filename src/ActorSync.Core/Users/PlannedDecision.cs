using System.Collections.Immutable;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A decision with the plan's form of it, and why something of an earlier plan was skipped.</summary>
public sealed record PlannedDecision(AgentDecision Decision, PlannedUser Planned, ImmutableArray<UserProblem> Skipped)
{
    /// <summary>What is still to be written as far as the user shows: fewer than planned where a write in doubt has been applied.</summary>
    public ImmutableArray<Operation> ToWrite { get; init; } = Planned.Operations;

    /// <summary>How often everything about the user is read first, to settle what is in doubt.</summary>
    public int ReadsFirst { get; init; }

    /// <summary>Whether the user shows something of a write in doubt, so that an earlier process has sent it.</summary>
    public bool ShowsDoubt { get; init; }

    /// <summary>What a run that goes on has made of the user; null where something is left to be written, held or skipped, which whoever goes on next decides again.</summary>
    /// <param name="hasApplied">Whether the run has applied something to the user.</param>
    public UserResult? Finished(bool hasApplied) =>
        Planned is not { Operations.IsEmpty: true, Held: null, HasSkipped: false } ? null
        : hasApplied ? UserResult.Changed : UserResult.Unchanged;

    /// <summary>Takes over a user of a plan that is applied: an operation whose value has moved since is skipped, and what would give a certification that has ended since.</summary>
    /// <param name="earlier">The user as planned.</param>
    /// <param name="observed">The user as observed now.</param>
    /// <param name="ledger">What is remembered of the user by now.</param>
    /// <param name="terms">The terms of the run.</param>
    /// <param name="now">The instant of the comparison.</param>
    public static PlannedDecision Applying(PlannedUser earlier, ObservedUser observed, AgentLedger ledger, SyncTerms terms, Instant now)
    {
        if (!observed.IsKnown)
        {
            return Of(earlier, observed, earlier.Operations, ledger, ledger, []); // Gone from the target since the plan: held as they stand.
        }

        var drift = Drift.Find(earlier.Operations, observed);
        var noted = LedgerMerge.Rebase(earlier.LedgerBefore, earlier.LedgerNoted, ledger).WithoutEdited(observed, sent: [], late: []);
        ImmutableArray<Operation> disowned = terms.RemovalsRestOnOwnership
            ? [.. drift.Valid.Where(operation => !Redecision.MayStillTake(operation, terms.Source, noted))]
            : [];
        ImmutableArray<Operation> ended = [.. drift.Valid.Where(operation => operation.HasEndedAt(now))];
        var restated = Restated(earlier, drift.Valid.RemoveRange(ended), ledger);
        var valid = drift.Valid.RemoveRange(disowned).RemoveRange(ended).RemoveRange(restated);
        var with = Redecision.LeftWith(disowned, valid);
        return Of(
            earlier, observed, valid.RemoveRange(with), ledger, noted,
            [
                .. drift.Skipped.AddRange(disowned).Select(UserProblem.Moved),
                .. ended.Select(UserProblem.EndedSince),
                .. restated.Select(UserProblem.RestatedSince),
                .. with.Select(UserProblem.LeftWithCertification),
            ]);
    }

    // A bare name and a gate do not show on the target that the dates behind them have changed since. Nothing here tells which gate is whose.
    private static ImmutableArray<Operation> Restated(PlannedUser earlier, ImmutableArray<Operation> valid, AgentLedger ledger)
    {
        var restated = ledger.Dates.Concat(earlier.LedgerBefore.Dates).Select(dates => dates.Certification)
            .Where(certification => LedgerMerge.IsRestated(certification, earlier.LedgerBefore, earlier.LedgerNoted, ledger))
            .ToHashSet();
        return restated.Count == 0 ? [] : [.. valid.Where(operation => operation is Operation.SetCertification set ? restated.Contains(set.Certification) : GivesGate(operation))];
    }

    private static bool GivesGate(Operation operation) => operation is Operation.GrantSkill { IsGate: true } or Operation.RateSkill { IsGate: true };

    /// <summary>Takes over a user of this run's own plan after an interruption: what is already as wanted is dropped, and what is in doubt is left for the read that settles it.</summary>
    /// <param name="earlier">The user as planned.</param>
    /// <param name="observed">The user as observed by this process.</param>
    /// <param name="ledger">What is remembered of the user by now.</param>
    /// <param name="inDoubt">What earlier processes of the run may have sent, and is not settled.</param>
    /// <param name="terms">The terms of the run.</param>
    /// <param name="isLongAgo">Whether the last process stopped longer ago than the target is late.</param>
    /// <param name="now">The instant of the comparison.</param>
    /// <param name="hasApplied">Whether the run has applied something to the user.</param>
    public static PlannedDecision Resuming(
        PlannedUser earlier, ObservedUser observed, AgentLedger ledger, ImmutableArray<Operation> inDoubt, SyncTerms terms, bool isLongAgo, Instant now, bool hasApplied = false)
    {
        var (left, skipped) = Disown(earlier, observed, ledger, inDoubt, terms, now, hasApplied);
        var again = observed.IsKnown ? Redecision.Lessen(left, observed, now, terms.RemovalsRestOnOwnership) : new Redecided(left, [], [], []);
        var noted = observed.IsKnown ? ledger.WithoutEdited(observed, sent: inDoubt, late: isLongAgo ? [] : earlier.Operations) : ledger;
        if (!inDoubt.IsEmpty)
        {
            // Whatever the user's state is now, what was sent is settled by a read first.
            var isShown = observed.IsKnown && ReadBack.Shows(inDoubt, observed, now);
            return new(
                new AgentDecision(left, noted, [], null, 0),
                earlier with { Operations = left, Held = null, LedgerBefore = ledger, LedgerNoted = noted, HasSkipped = earlier.HasSkipped || !skipped.IsEmpty },
                skipped)
            {
                ToWrite = observed is { IsKnown: true, State: UserState.Active } ? StillToDo(left, again, terms) : [],
                ReadsFirst = isShown || !observed.IsKnown ? 1 : ReadBack.MostLooks(isLongAgo),
                ShowsDoubt = isShown,
            };
        }

        if (!observed.IsKnown)
        {
            return Of(earlier, observed, earlier.Operations, ledger, ledger, []);
        }

        var remaining = StillToDo(earlier.Operations, again, terms);
        return Of(
            earlier, observed, remaining, ledger, noted,
            [
                .. skipped,
                .. again.Moved.AddRange(again.Remaining.RemoveRange(remaining)).Select(UserProblem.Moved),
                .. again.Ended.Select(UserProblem.EndedSince),
            ]);
    }

    // What an earlier process of the run has taken, or found to be perhaps a person's, is nobody's by now: it is left, and told where it is shown still or again.
    // What is in doubt, the read that settles it decides.
    private static (ImmutableArray<Operation> Left, ImmutableArray<UserProblem> Skipped) Disown(
        PlannedUser earlier, ObservedUser observed, AgentLedger ledger, ImmutableArray<Operation> inDoubt, SyncTerms terms, Instant now, bool hasApplied)
    {
        var decided = earlier.Operations;
        ImmutableArray<Operation> disowned = [.. decided.Where(operation => !inDoubt.Contains(operation) && IsTaken(operation))];
        var left = decided.RemoveRange(disowned);
        if (disowned.IsEmpty || !observed.IsKnown)
        {
            return (left, []);
        }

        var again = Redecision.Lessen(disowned, observed, now, terms.RemovalsRestOnOwnership);
        var shown = again.Remaining.AddRange(again.Moved);
        var with = Redecision.LeftWith(shown, Redecision.Lessen(left.RemoveRange(inDoubt), observed, now, terms.RemovalsRestOnOwnership).Remaining);
        return (left.RemoveRange(with), [.. shown.Select(UserProblem.PerhapsGivenBack), .. with.Select(UserProblem.LeftWithCertification)]);

        bool IsTaken(Operation operation) => (terms.RemovalsRestOnOwnership && !Redecision.MayStillTake(operation, terms.Source, ledger))
            || Redecision.HasPerhapsTaken(operation, earlier.LedgerBefore, ledger, hasApplied);
    }

    // Of what remains, apply does only what stands as it was planned.
    private static ImmutableArray<Operation> StillToDo(ImmutableArray<Operation> decided, Redecided again, SyncTerms terms) =>
        terms.SkipsMoved ? [.. again.Remaining.Where(operation => decided.Contains(operation))] : again.Remaining;

    private static PlannedDecision Of(
        PlannedUser earlier,
        ObservedUser observed,
        ImmutableArray<Operation> operations,
        AgentLedger before,
        AgentLedger noted,
        ImmutableArray<UserProblem> skipped)
    {
        // What was held when the plan was made stays held: no guard has seen it.
        var held = earlier.Held ?? (operations.IsEmpty ? null : HoldReason.For(observed.State));
        return new(
            new AgentDecision(operations, noted, [], held, 0),
            earlier with { Operations = operations, Held = held, LedgerBefore = before, LedgerNoted = noted, HasSkipped = earlier.HasSkipped || !skipped.IsEmpty },
            skipped);
    }
}
