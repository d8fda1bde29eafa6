using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>Sorts a user's operations into the order of their writes, whatever order they come in.</summary>
internal static class WriteOrder
{
    /// <summary>Certifications: endings, then sets, each by id.</summary>
    public static ImmutableArray<Operation> Certifications(ImmutableArray<Operation> operations) =>
        [.. operations.OfType<Operation.EndCertification>().OrderBy(end => end.Certification), .. operations.OfType<Operation.SetCertification>().OrderBy(set => set.Certification)];

    /// <summary>Grants and ratings by skill.</summary>
    public static ImmutableArray<Operation> GrantsAndRatings(ImmutableArray<Operation> operations) =>
        [.. operations.Where(operation => operation is Operation.GrantSkill or Operation.RateSkill).OrderBy(SkillOf)];

    /// <summary>Revocations by skill, those of gating skills first.</summary>
    public static ImmutableArray<Operation.RevokeSkill> Revocations(ImmutableArray<Operation> operations) =>
        [.. operations.OfType<Operation.RevokeSkill>().OrderByDescending(revoke => revoke.IsGate).ThenBy(revoke => revoke.Skill)];

    /// <summary>The skill that an operation on skills changes.</summary>
    public static SkillId SkillOf(Operation operation) => operation switch
    {
        Operation.GrantSkill grant => grant.Skill,
        Operation.RateSkill rate => rate.Skill,
        Operation.RevokeSkill revoke => revoke.Skill,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation on a skill."),
    };

    /// <summary>The level after an operation on skills; null is not held.</summary>
    public static Level? LevelOf(Operation operation) => operation switch
    {
        Operation.GrantSkill grant => grant.Level,
        Operation.RateSkill rate => rate.To,
        Operation.RevokeSkill => null,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation on a skill."),
    };

    /// <summary>How many writes of at most <paramref name="most"/> items carry <paramref name="items"/>.</summary>
    public static int Chunks(int items, int most) => (items + most - 1) / most;
}
