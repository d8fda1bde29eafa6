using ActorSync.Core.Policies;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>The fewest skill operations that bring what is held to what is wished, under a removal policy.</summary>
/// <remarks>An unmanaged skill never occurs: a supervisor gave it by hand, and the source knows nothing of it.</remarks>
internal static class SkillDelta
{
    public static IEnumerable<Operation> Between(
        Holdings<SkillId, Level> held, SkillWishes wishes, Removal removal, bool losesNothing, AgentLedger ledger, PlanningContext context)
    {
        foreach (var (skill, wish) in wishes.BySkill)
        {
            var isHeld = held.TryGet(skill, out var level);
            switch (wish)
            {
                case SkillWish.Hold hold when !isHeld:
                    yield return new Operation.GrantSkill(skill, hold.Level, IsGate: false, hold.Cause) { Origin = hold.Origin };
                    break;
                case SkillWish.Hold hold when level != hold.Level:
                    yield return new Operation.RateSkill(skill, level, hold.Level, IsGate: false, hold.Cause) { Origin = hold.Origin };
                    break;
                case SkillWish.Drop drop when isHeld && !losesNothing && removal.Policy is not RemovalPolicy.Never:
                    yield return new Operation.RevokeSkill(skill, level, IsGate: false, OperationCause.Zero) { Origin = drop.Origin };
                    break;
            }
        }

        foreach (var (skill, level) in held)
        {
            var isNoLongerStated = !wishes.BySkill.ContainsKey(skill) && (removal.WholeList || wishes.Ended.Contains(skill));
            if (isNoLongerStated && context.MaySpeakOf(skill) && removal.Takes(skill, level, ledger))
            {
                yield return new Operation.RevokeSkill(skill, level, IsGate: false, removal.Cause) { Origin = removal.WholeList ? removal.Origin : null };
            }
        }
    }
}
