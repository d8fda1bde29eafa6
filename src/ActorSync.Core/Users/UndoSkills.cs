using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>What takes back the skills of a run, gates included.</summary>
internal sealed class UndoSkills(UserChanges changes, Holdings<SkillId, Level> held, UndoDates dates, PlanningContext context)
{
    public IEnumerable<UndoStep> Steps()
    {
        foreach (var (skill, change) in ValueChange<Level>.Gather(changes.Applied, changes.Unsettled, ValueOf))
        {
            Level? current = held.TryGet(skill, out var level) ? level : null;
            if (current != change.Before && (change.Before != change.Written || change.IsUnsettled))
            {
                yield return new(UndoUnits.Of(skill), Inverse(skill, change), WhyNot(skill, change, current)) { Undone = change.Last };
            }
        }
    }

    private UserProblem? WhyNot(SkillId skill, ValueChange<Level> change, Level? current)
    {
        var inverse = Inverse(skill, change);
        var since = changes.SinceOf(ValueKind.Skill, skill.Value);
        return change switch
        {
            { IsUnsettled: true } => UserProblem.NotUndoneInDoubt(inverse),
            _ when since is not null || current != change.Written => UserProblem.NotUndoneMoved(inverse, since),
            _ when !(inverse.IsOfGate ? context.Taxonomy.IsManaged(skill) : context.MaySpeakOf(skill)) => UserProblem.NotUndoneUnmanaged(inverse),
            { Before: not null } when inverse.IsOfGate && dates.HasEndedFor(skill) => UserProblem.NotUndoneEnded(inverse),
            _ => null,
        };
    }

    private Operation Inverse(SkillId skill, ValueChange<Level> change)
    {
        var isGate = change.Last.IsOfGate;
        var until = isGate ? dates.UntilFor(skill) : null;
        return (change.Written, change.Before) switch
        {
            (null, { } before) => new Operation.GrantSkill(skill, before, isGate, OperationCause.Undone) { Restores = Restored(skill, before), Until = until },
            ({ } written, { } before) => new Operation.RateSkill(skill, written, before, isGate, OperationCause.Undone) { Restores = Restored(skill, before), Until = until },
            ({ } written, null) => new Operation.RevokeSkill(skill, written, isGate, OperationCause.Undone),

            // Only where its last write is in doubt: what is there is told as it is.
            (null, null) => new Operation.RevokeSkill(skill, held.TryGet(skill, out var level) ? level : Level.Zero, isGate, OperationCause.Undone),
        };
    }

    private RestoredPlace? Restored(SkillId skill, Level before) =>
        changes.Planned?.LedgerNoted.OwnerOf(skill, before) is { } owner ? new RestoredPlace(owner, null) : null;

    private static (SkillId Id, Level? From, Level? To)? ValueOf(Operation operation) => operation switch
    {
        Operation.GrantSkill grant => (grant.Skill, null, grant.Level),
        Operation.RateSkill rate => (rate.Skill, rate.From, rate.To),
        Operation.RevokeSkill revoke => (revoke.Skill, revoke.From, null),
        _ => null,
    };
}
