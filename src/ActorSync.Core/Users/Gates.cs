using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What a person's certifications want of their gating skills; of two that share a gate, the one that holds wins.</summary>
internal sealed class Gates(PlanningContext context)
{
    private readonly SortedDictionary<SkillId, Wish> _wishes = [];

    /// <summary>The certification holds until then: its gate is wanted at its level, of two that hold until the later of them ends.</summary>
    public void Want(CertificationId certification, Instant until, OperationCause cause, RowRef? origin)
    {
        if (Find(certification) is var (skill, level))
        {
            var latest = _wishes.TryGetValue(skill, out var other) && other.Until > until ? other.Until : until;
            _wishes[skill] = new(Strength.Want, level, cause, origin, latest);
        }
    }

    /// <summary>Nothing dates the certification, or nothing may be taken: its gate is left as found.</summary>
    public void Leave(CertificationId certification) => Add(certification, Strength.Leave, default, origin: null);

    /// <summary>The certification has ended: its gate goes.</summary>
    public void Drop(CertificationId certification, OperationCause cause, RowRef? origin) => Add(certification, Strength.Drop, cause, origin);

    /// <summary>The operations on the gates, given the skills held.</summary>
    public IEnumerable<Operation> Operations(Holdings<SkillId, Level> held)
    {
        foreach (var (skill, wish) in _wishes)
        {
            var isHeld = held.TryGet(skill, out var level);
            if (wish.Strength is Strength.Want && !isHeld)
            {
                yield return new Operation.GrantSkill(skill, wish.Level, IsGate: true, wish.Cause) { Origin = wish.Origin, Until = wish.Until };
            }
            else if (wish.Strength is Strength.Want && level != wish.Level)
            {
                yield return new Operation.RateSkill(skill, level, wish.Level, IsGate: true, wish.Cause) { Origin = wish.Origin, Until = wish.Until };
            }
            else if (wish.Strength is Strength.Drop && isHeld)
            {
                yield return new Operation.RevokeSkill(skill, level, IsGate: true, wish.Cause) { Origin = wish.Origin };
            }
        }
    }

    private void Add(CertificationId certification, Strength strength, OperationCause cause, RowRef? origin)
    {
        if (Find(certification) is var (skill, level) && (!_wishes.TryGetValue(skill, out var other) || other.Strength < strength))
        {
            _wishes[skill] = new(strength, level, cause, origin, Until: null);
        }
    }

    private (SkillId Skill, Level Level)? Find(CertificationId certification) =>
        context.GateOf(certification) is { } gate && context.TryResolve(gate, out var skill) ? (skill, gate.Level) : null;

    private enum Strength
    {
        Drop,
        Leave,
        Want,
    }

    private readonly record struct Wish(Strength Strength, Level Level, OperationCause Cause, RowRef? Origin, Instant? Until);
}
